package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.UUID;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.shared.Refused;

/**
 * Goes through what came back. A final failure takes the "working" mark from the address that the mail had gone to; everything less than
 * that takes nothing away. A report about a mail that nobody sent, or that was reported already, is refused and leaves an event.
 */
@Dependent
class Returns {

    @Inject
    private BounceMailbox mailbox;

    @Inject
    private ContactBook book;

    /** @throws MessagingException when the mailbox cannot be reached */
    void goThrough(ReturnAddress address) throws MessagingException {
        mailbox.read(message -> isUnderstood(message, address));
    }

    private boolean isUnderstood(MimeMessage message, ReturnAddress address) throws MessagingException, IOException {
        DeliveryReport report = DeliveryReport.read(message, address);
        return switch (report.kind()) {
            case FAILED -> report.mail().isPresent() && isKnown(report.mail().get());
            case NOT_FINAL, AUTOMATIC -> true;
            case OTHER -> false;
        };
    }

    private boolean isKnown(UUID mail) {
        try {
            return book.returned(mail);
        } catch (Refused leaving) {
            // The account is being erased, or gone, and the address with it.
            return true;
        }
    }
}
