package net.korax.ams.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import net.korax.ams.notification.OutboxService;
import net.korax.ams.person.QueuedMail;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;

/** Mails that were given up; whom they go to and what they say is not seen here. */
@Named("operatorMails")
@RequestScoped
public class MailsPage {

    private static final String HERE = "/operator/mails.xhtml?faces-redirect=true";

    @Inject
    private OutboxService outbox;

    @Inject
    private ExternalContext external;

    private List<QueuedMail> givenUp;

    @PostConstruct
    void load() {
        givenUp = outbox.givenUp();
    }

    /** Sends the mail that the button names once more. */
    public String retry() {
        outbox.retry(named());
        Notices.done("operator", "mails.retried");
        return HERE;
    }

    /** Drops it. */
    public String drop() {
        outbox.drop(named());
        Notices.done("operator", "mails.dropped");
        return HERE;
    }

    private UUID named() {
        return ObjectId.of(external.getRequestParameterMap().get("mail"));
    }

    public List<QueuedMail> getGivenUp() {
        return givenUp;
    }
}
