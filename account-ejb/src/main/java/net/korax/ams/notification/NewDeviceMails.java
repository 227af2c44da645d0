package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.identity.NewDevices;
import net.korax.ams.identity.NewDevices.NewDevice;
import net.korax.ams.person.MailQueue;
import net.korax.ams.shared.Refused;

/**
 * Tells a customer that somebody signed in with his log-in from a kind of browser never seen before (ASVS 6.3.5). Says which and when,
 * and not from where, because that is not known here. Queued first and marked after, as {@link CustodyMails} does.
 */
@Dependent
class NewDeviceMails {

    private static final int BATCH = 50;

    @Inject
    private NewDevices devices;

    @Inject
    private ContactBook book;

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    void queueUntold() {
        for (NewDevice untold : devices.untold(BATCH)) {
            try {
                queue(untold);
            } catch (Refused leaving) {
                // The account is being closed, and who closes it is told of that.
            }
            devices.told(untold);
        }
    }

    private void queue(NewDevice untold) {
        String language = book.language(untold.account());
        String browser = untold.device().browser().product();
        String system = untold.device().platform().product();
        for (ContactBook.Addressee to : book.addressees(untold.account())) {
            queue.addNow(
                    untold.account(),
                    letters.write(
                            "new-device",
                            to.email(),
                            language,
                            to.name(),
                            browser == null ? letters.word("device.browser", language) : browser,
                            system == null ? letters.word("device.system", language) : system,
                            untold.at()));
        }
    }
}
