package net.korax.ams.web.auditor;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.identity.AccessReviewService;
import net.korax.ams.identity.AccessReviewService.Standing;

/** Who may do what, and who has looked at it when: to be read. */
@Named("auditorReview")
@RequestScoped
public class ReviewPage {

    @Inject
    private AccessReviewService service;

    private Standing standing;

    public Standing getStanding() {
        if (standing == null) {
            standing = service.standing();
        }
        return standing;
    }
}
