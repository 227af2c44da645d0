package net.korax.ams.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.UUID;
import net.korax.ams.identity.AccessReviewService;
import net.korax.ams.identity.AccessReviewService.Standing;
import net.korax.ams.identity.StaffService.StaffMember;
import net.korax.ams.identity.UserService;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;

/** The review of who may do what: one member of staff after the other, then closed (PCI 7.2.4). */
@Named("operatorReview")
@RequestScoped
public class ReviewPage {

    private static final String HERE = "/operator/review.xhtml?faces-redirect=true";

    @Inject
    private AccessReviewService service;

    @Inject
    private UserService users;

    @Inject
    private ExternalContext external;

    private Standing standing;

    @PostConstruct
    void load() {
        standing = service.standing();
    }

    /** The member whom the button names keeps what he has. */
    public String keep() {
        service.keep(named());
        return HERE;
    }

    /** The member whom the button names is disabled. */
    public String disable() {
        service.disable(named());
        Notices.done("operator", "review.disabled");
        return HERE;
    }

    public String close() {
        service.close();
        Notices.done("operator", "review.closed");
        return HERE;
    }

    private UUID named() {
        return ObjectId.of(external.getRequestParameterMap().get("user"));
    }

    public boolean isMe(StaffMember member) {
        return member.id().equals(users.me().getId());
    }

    public Standing getStanding() {
        return standing;
    }
}
