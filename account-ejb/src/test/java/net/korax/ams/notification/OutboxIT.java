package net.korax.ams.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Race;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.Mail;
import net.korax.ams.person.MailQueue;
import net.korax.ams.person.QueuedMail;
import net.korax.ams.shared.NotFound;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P11: mails leave by themselves, once; what cannot leave holds nothing up and is not lost. */
class OutboxIT extends ContainerTest {

    @Inject
    private MailQueue queue;

    @Inject
    private Letterbox letterbox;

    @Inject
    private OutboxService outbox;

    private Customer anna;

    @BeforeEach
    void anna() throws Exception {
        anna = Customer.company();
        Patience.until("an empty outbox of hers", () -> mine() == 0);
    }

    @Test
    @Tag("R06")
    void busyMailbox_isTriedAgainLaterAndGetsTheMailOnce() throws Exception {
        Mailbox.of(anna.email()).beBusy();
        queue.addNow(anna.account(), mail("later"));
        Patience.until("a first attempt", () -> troubles().equals(List.of("REFUSED")));
        assertEquals(
                List.of("t"),
                Stores.column(
                        "person", "select due_at > queued_at + interval '5 seconds' from mail_outbox " + where()));

        Mailbox.of(anna.email()).reopen();
        Stores.run("person", "update mail_outbox set due_at = now() " + where());
        Mailbox.of(anna.email()).await("later");
        assertEquals(0, mine());
        assertEquals(
                1,
                Mailbox.of(anna.email()).all().stream()
                        .filter(text -> text.contains("later"))
                        .count());
    }

    @Test
    @Tag("R06")
    void mailThatDoesNotOpen_holdsUpNoOther() throws Exception {
        queueForBusyMailbox("broken");
        Stores.run("person", "update mail_outbox set body = '\\x00', due_at = now() - interval '1 day' " + where());
        Patience.until("a look at the broken one", () -> troubles().equals(List.of("UNREADABLE")));
        Stores.run("person", "update mail_outbox set due_at = now() - interval '1 day' " + where());
        Mailbox.of(anna.email()).reopen();
        queue.addNow(anna.account(), mail("whole"));
        Mailbox.of(anna.email()).await("whole");
    }

    /** The house itself is the third server. */
    @Test
    @Tag("R23")
    void eachMail_isSentOnceByThreeServers() throws Exception {
        List<String> words = IntStream.range(0, 30)
                .mapToObj(number -> "number " + number + ".")
                .toList();
        words.forEach(word -> queue.addNow(anna.account(), mail(word)));
        try (Race race = new Race(2)) {
            List<Throwable> ends = race.run(this::sendAll, this::sendAll);
            assertEquals(2, ends.stream().filter(Objects::isNull).count(), ends.toString());
        }
        Patience.until("an empty outbox of hers", () -> mine() == 0);
        List<String> came = Mailbox.of(anna.email()).all();
        for (String word : words) {
            assertEquals(1, came.stream().filter(mail -> mail.startsWith(word)).count(), word);
        }
    }

    private Object sendAll() {
        for (Optional<UUID> next = queue.take(); next.isPresent(); next = queue.take()) {
            UUID id = next.get();
            queue.read(id).ifPresent(mail -> {
                if (letterbox.post(id, mail) == Letterbox.Answer.TAKEN) {
                    queue.sent(id);
                }
            });
        }
        return null;
    }

    @Test
    @Tag("R06")
    void mailThatWasTriedTwentyTimes_isNotTriedAgain() throws Exception {
        queueForBusyMailbox("brings it down");
        Stores.run("person", "update mail_outbox set attempts = 20, due_at = now() " + where());
        Mailbox.of(anna.email()).reopen();
        Patience.until("quarantine", () -> states().get(0).startsWith("QUARANTINED"));
        assertTrue(Mailbox.of(anna.email()).all().stream().noneMatch(mail -> mail.contains("brings it down")));
    }

    @Test
    void operator_seesWhatWasGivenUpAndSendsItAgain() throws Exception {
        UUID id = giveUp("sent again");
        QueuedMail shown = Staff.operator().gets(() -> outbox.givenUp()).stream()
                .filter(mail -> mail.getId().equals(id))
                .findFirst()
                .orElseThrow();
        assertEquals(20, shown.getAttempts());
        assertEquals(QueuedMail.Trouble.REFUSED, shown.getTrouble());

        Staff.operator().does(() -> outbox.retry(id));
        Mailbox.of(anna.email()).await("sent again");
        assertTrue(Trail.operations(anna.account()).contains("mail.retry DONE"));
        assertThrows(NotFound.class, () -> Staff.operator().does(() -> outbox.retry(id)));
        assertThrows(NotFound.class, () -> Staff.operator().does(() -> outbox.drop(id)));
    }

    @Test
    void operator_dropsWhatWasGivenUp() throws Exception {
        UUID id = giveUp("dropped");
        Staff.operator().does(() -> outbox.drop(id));
        assertEquals(0, mine());
        assertTrue(Trail.operations(anna.account()).contains("mail.drop DONE"));
    }

    @Test
    void mailThatIsOnItsWay_isNotTheOperatorsToDrop() throws Exception {
        UUID id = queueForBusyMailbox("on its way");
        assertThrows(NotFound.class, () -> Staff.operator().does(() -> outbox.drop(id)));
        assertEquals(1, mine());
    }

    /** What the operator's page can read of a mail: nothing of whom it goes to and what it says (P02). */
    @Test
    void queuedMail_tellsNothingPersonal() {
        assertEquals(
                Set.of(
                        "getId",
                        "getAccountId",
                        "getAttempts",
                        "getQueuedAt",
                        "getTrouble",
                        "toString",
                        "hashCode",
                        "equals",
                        "getClass",
                        "notify",
                        "notifyAll",
                        "wait"),
                new HashSet<>(Stream.of(QueuedMail.class.getMethods())
                        .map(method -> method.getName())
                        .filter(name -> !name.startsWith("_persistence"))
                        .toList()));
        assertNotEquals(0, QueuedMail.class.getMethods().length);
    }

    private UUID giveUp(String words) throws Exception {
        UUID id = queueForBusyMailbox(words);
        Stores.run(
                "person",
                "update mail_outbox set state = 'QUARANTINED', attempts = 20, trouble = 'REFUSED' " + where());
        Mailbox.of(anna.email()).reopen();
        return id;
    }

    private UUID queueForBusyMailbox(String words) throws Exception {
        Mailbox.of(anna.email()).beBusy();
        queue.addNow(anna.account(), mail(words));
        Patience.until("a first attempt", () -> troubles().equals(List.of("REFUSED")));
        return UUID.fromString(
                Stores.column("person", "select id from mail_outbox " + where()).get(0));
    }

    private Mail mail(String words) {
        return new Mail(new EmailAddress(anna.email()), words, words);
    }

    private String where() {
        return "where account_id = '" + anna.account() + "'";
    }

    private long mine() throws Exception {
        return Stores.count("person", "mail_outbox " + where());
    }

    private List<String> troubles() throws Exception {
        return Stores.column("person", "select trouble from mail_outbox " + where());
    }

    private List<String> states() throws Exception {
        return Stores.column("person", "select state || ' ' || coalesce(trouble, '-') from mail_outbox " + where());
    }
}
