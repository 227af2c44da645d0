package net.korax.ams.notification;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardService;
import net.korax.ams.card.Expiry;
import net.korax.ams.card.PanIntake;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Stores;
import net.korax.ams.ordering.OrderingService;
import net.korax.ams.shared.TestTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** P18: who has a card that runs out hears of it 60, 30 and 7 days before, once each. */
class ExpiryRemindersIT extends ContainerTest {

    /** Too far away for the product's own timer. */
    private static final YearMonth LAST_MONTH = YearMonth.now().plusMonths(3);

    @Inject
    private ExpiryMails mails;

    @Inject
    private CardService cards;

    @Inject
    private OrderingService ordering;

    @Inject
    private PanIntake intake;

    private Customer anna;
    private UUID card;

    @BeforeEach
    void annaHasACardThatRunsOut() throws Exception {
        anna = Customer.company();
        card = add(anna, LAST_MONTH);
    }

    @Test
    void eachStage_isRemindedOfOnceWithALinkToTheCard() throws Exception {
        assertEquals(0, queuedOn(61));
        for (int stage : new int[] {60, 30, 7}) {
            assertEquals(1, queuedOn(stage), stage + " days before");
            assertEquals(0, queuedOn(stage), stage + " days before, again");
            assertEquals(0, queuedOn(stage - 1), (stage - 1) + " days before");
        }
        assertEquals(0, queuedOn(0));
        assertEquals(0, queuedOn(-1));

        String mail = Mailbox.of(anna.email()).await("runs out in 30 days");
        assertTrue(mail.contains("/customer/card.xhtml?id=" + card), mail);
        assertTrue(mail.contains("4242"), mail);
        Mailbox.of(anna.email()).await("runs out in 60 days");
        Mailbox.of(anna.email()).await("runs out in 7 days");
    }

    @Test
    void cardAddedLate_isRemindedOfFromThereOn() throws Exception {
        assertEquals(1, queuedOn(20));
        assertEquals(0, queuedOn(8));
        assertEquals(1, queuedOn(5));
    }

    @Test
    void changedExpiry_beginsAnew() throws Exception {
        assertEquals(1, queuedOn(7));
        Card before = anna.gets(() -> cards.get(card));
        Expiry later = new Expiry(LAST_MONTH.plusMonths(1));
        anna.does(() -> cards.change(card, before.getVersion(), later, Customer.CARDHOLDER, null));
        // A month and a week before the new last day.
        assertEquals(1, queuedOn(7));
    }

    @Test
    void changedHolder_remindsOfNothingTwice() throws Exception {
        assertEquals(1, queuedOn(30));
        Card before = anna.gets(() -> cards.get(card));
        anna.does(
                () -> cards.change(card, before.getVersion(), before.getExpiry(), Customer.CARDHOLDER, anna.contact()));
        assertEquals(0, queuedOn(29));
    }

    @Test
    void expiredCard_staysInSightIsNotOrderedWithAndCanBeDeleted() throws Exception {
        TestTime.at(LAST_MONTH.atEndOfMonth().plusDays(3) + "T12:00:00Z", () -> {
            Card shown = anna.gets(cards::list).get(0);
            assertTrue(shown.isExpired());
            assertEquals(Customer.CARDHOLDER, shown.getHolder());
            assertRefused("card.expired", () -> anna.does(() -> ordering.order("ssl-certificate", card)));
            anna.inNewVisit().does(() -> cards.delete(card));
            assertEquals(List.of(), anna.gets(cards::list));
        });
    }

    /** How many mails are queued when the hourly look happens so many days before the last day. */
    private long queuedOn(int daysBefore) throws Exception {
        LocalDate day = LAST_MONTH.atEndOfMonth().minusDays(daysBefore);
        int before = reminders();
        TestTime.at(day + "T12:00:00Z", mails::queueDue);
        // What was queued on another day is sent today.
        Stores.run(
                "person",
                "update mail_outbox set due_at = now() where account_id = '" + anna.account() + "' and due_at > now()");
        return reminders() - before;
    }

    /** Reminders that wait or were sent. A mail on its way is waited for, so that none is counted in two places. */
    private int reminders() throws Exception {
        Patience.until(
                "an empty outbox",
                () -> Stores.count("person", "mail_outbox where account_id = '" + anna.account() + "'") == 0);
        return (int) Mailbox.of(anna.email()).all().stream()
                .filter(mail -> mail.contains("Your card") && mail.contains("runs out"))
                .count();
    }

    private UUID add(Customer customer, YearMonth until) throws Exception {
        intake.take(Customer.VISA);
        return customer.gets(() -> cards.add(new Expiry(until), Customer.CARDHOLDER, null, false));
    }
}
