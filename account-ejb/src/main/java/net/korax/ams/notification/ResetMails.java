package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.identity.PasswordResets;
import net.korax.ams.identity.PasswordResets.Waiting;
import net.korax.ams.person.MailQueue;
import net.korax.ams.shared.Refused;

/**
 * Sends the link for a new password to those who cover the account. Apart from the request that asked, so that this does not take longer
 * for a name that exists. Queued first and marked after: a link that was not marked opens nothing, and the next one is sent.
 */
@Dependent
class ResetMails {

    private static final int BATCH = 50;

    @Inject
    private PasswordResets resets;

    @Inject
    private ContactBook book;

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    void queueWaiting() {
        for (Waiting waiting : resets.waiting(BATCH)) {
            String token = resets.drawToken();
            try {
                String language = book.language(waiting.account());
                for (ContactBook.Addressee to : book.covering(waiting.account())) {
                    queue.addNow(waiting.account(), letters.write("reset", to.email(), language, to.name(), token));
                }
            } catch (Refused leaving) {
                // The account is being closed; its user goes with it.
            }
            resets.sent(waiting.id(), token);
        }
    }
}
