package net.korax.ams.notification;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.person.MailQueue;
import net.korax.ams.person.QueuedMail;

/** Mails that were given up, for the operator: seen without recipient and text, and sent again or dropped one by one (P02, P11). */
@Stateless
@DenyAll
public class OutboxService {

    private static final int MOST = 200;

    @Inject
    private MailQueue queue;

    @Inject
    private Caller caller;

    /** The oldest two hundred. */
    @RolesAllowed(Roles.OPERATOR)
    public List<QueuedMail> givenUp() {
        return queue.quarantined(MOST);
    }

    /** @throws net.korax.ams.shared.NotFound when it was sent again or dropped meanwhile */
    @RolesAllowed(Roles.OPERATOR)
    public void retry(UUID mail) {
        queue.retry(mail, caller.actor());
    }

    /** @throws net.korax.ams.shared.NotFound when it was sent again or dropped meanwhile */
    @RolesAllowed(Roles.OPERATOR)
    public void drop(UUID mail) {
        queue.drop(mail, caller.actor());
    }
}
