package net.korax.ams.notification;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import net.korax.ams.contact.ContactBook;
import net.korax.ams.identity.NewDevices;
import net.korax.ams.identity.NewDevices.NewDevice;
import net.korax.ams.person.MailQueue;

/**
 * Tells a customer that somebody signed in with his log-in from a kind of browser never seen before (ASVS 6.3.5). Says which and when,
 * and not from where, because that is not known here.
 */
@Dependent
class NewDeviceMails {

    @Inject
    private NewDevices devices;

    @Inject
    private ContactBook book;

    @Inject
    private Letters letters;

    @Inject
    private MailQueue queue;

    void queueUntold() {
        Telling.each(devices.untold(Telling.BATCH), this::queue, devices::told);
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
