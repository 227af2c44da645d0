package net.korax.ams.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import net.korax.ams.account.AccountService;
import net.korax.ams.account.Channel;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.card.CardService;
import net.korax.ams.card.PanIntake;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.contact.ContactPerson;
import net.korax.ams.contact.ContactService;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.SignedIn;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.identity.UserService;
import net.korax.ams.ordering.OrderingService;
import net.korax.ams.person.HolderName;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Refused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The trail: no change without its entry, no entry without its change, and no way to rewrite it unseen. */
class AuditIT extends ContainerTest {

    @Inject
    private AuditService audit;

    @Inject
    private AccountService accounts;

    @Inject
    private ContactService contacts;

    @Inject
    private CardService cards;

    @Inject
    private CardRequestService requests;

    @Inject
    private OrderingService ordering;

    @Inject
    private ChargeService charges;

    @Inject
    private UserService users;

    @Inject
    private PanIntake intake;

    @Test
    void signUp_leavesOneEntryForEachThingOpened() throws Exception {
        Customer anna = Customer.company();
        assertEquals(
                List.of("account.open DONE", "contact.add DONE", "contact.email-verified DONE", "user.open DONE"),
                Trail.operations(anna.account()));
    }

    @Test
    void eachChangeOfAContact_leavesExactlyOneEntry() throws Exception {
        Customer anna = Customer.company();
        List<UUID> added = new ArrayList<>();
        String word = Customer.word();
        assertLeaves(
                anna,
                "contact.add DONE",
                () -> added.add(anna.gets(() -> contacts.add(Customer.contact(word), Set.of("billing")))));
        UUID id = added.get(0);
        assertLeaves(anna, "contact.resend-verification DONE", () -> anna.does(() -> contacts.resendVerification(id)));
        assertLeaves(anna, "contact.email-verified DONE", () -> anna.prove(word + "@customer.example"));
        assertLeaves(anna, "contact.change DONE", () -> {
            ContactPerson read = anna.gets(() -> contacts.get(id));
            anna.does(() -> contacts.change(id, read.getVersion(), read.getDetails(), Set.of("technical")));
        });
        assertLeaves(anna, "contact.remove DONE", () -> anna.does(() -> contacts.remove(id)));
        assertLeaves(
                anna,
                "holder.change DONE",
                () -> anna.does(() -> accounts.changeHolder(new HolderDetails(new HolderName("Next"), null, null))));
        assertLeaves(
                anna,
                "password.change DONE",
                () -> anna.does(() -> users.changePassword(Customer.PASSWORD, "lantern-Harbour-62")));
    }

    @Test
    @Tag("PCI-10.2.1.1")
    void eachChangeOfACard_leavesExactlyOneEntry() throws Exception {
        Customer anna = Customer.company();
        assertLeaves(anna, "card.add DONE", () -> anna.addCard(Customer.VISA));
        assertLeaves(anna, "card.add DONE", () -> anna.addCard("378282246310005"));
        UUID id = anna.gets(cards::list).get(0).getId();
        assertLeaves(anna, "card.change DONE", () -> {
            Card read = anna.gets(() -> cards.get(id));
            anna.does(() -> cards.change(id, read.getVersion(), Customer.IN_TWO_YEARS, Customer.CARDHOLDER, null));
        });
        assertLeaves(anna, "card.replace-number DONE", () -> {
            long version = anna.gets(() -> cards.get(id)).getVersion();
            intake.take(Customer.MASTERCARD);
            anna.does(() -> cards.replaceNumber(id, version, Customer.IN_TWO_YEARS));
        });
        assertLeaves(anna, "card.make-default DONE", () -> anna.does(() -> cards.makeDefault(id)));
        assertLeaves(anna, "card.delete DONE", () -> anna.does(() -> cards.delete(id)));
    }

    @Test
    @Tag("PCI-10.2.1.2")
    void eachStepOfARequest_leavesExactlyOneEntry() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        Staff clerk = Staff.clerk();
        Staff custodian = Staff.custodian();
        List<UUID> made = new ArrayList<>();
        assertLeaves(
                anna,
                "card-request.record DONE",
                () -> made.add(clerk.gets(() -> requests.record(
                        anna.account(),
                        card,
                        CardRequest.Operation.CHARGE,
                        Money.of(100, "EUR"),
                        Channel.PHONE,
                        IdentityCheck.CALL_BACK))));
        assertLeaves(anna, "card-request.withdraw DONE", () -> anna.does(() -> requests.withdraw(made.get(0))));
        assertLeaves(
                anna,
                "card-request.use REFUSED",
                () -> refused(() -> custodian.gets(() -> charges.charge(made.get(0), Money.of(100, "EUR")))));
        List<String> before = Trail.operations(anna.account());
        UUID request = anna.gets(() -> ordering.order("extra-storage", card));
        custodian.gets(() -> charges.charge(request, Money.of(600, "EUR")));
        assertEquals(
                List.of("card-request.make DONE", "card.charge DONE", "charge.approved DONE", "order.place DONE"),
                added(before, Trail.operations(anna.account())));
    }

    @Test
    void refusedChange_leavesNoEntryOfAChange() throws Exception {
        Customer anna = Customer.company();
        List<String> before = Trail.operations(anna.account());
        refused(() -> {
            anna.does(() -> contacts.remove(anna.contact()));
            return null;
        });
        assertEquals(before, Trail.operations(anna.account()));
    }

    @Test
    void chainOfAllStores_holdsAndHasNoGaps() throws Exception {
        Customer anna = Customer.company();
        anna.addCard(Customer.VISA);
        Trail.settle();
        TrailCheck.Result check = verify();
        assertTrue(check.isWhole(), "first bad: " + check.bad());
        assertTrue(check.links() >= Stores.count("core", "audit_event") - 50);
        assertEquals(
                Set.of("core", "person", "vault"),
                new TreeSet<>(Stores.column("core", "select distinct store from audit_event")));
        int entries = Trail.operations(anna.account()).size();
        List<AuditEvent> page = Staff.auditor().gets(() -> audit.page(ofAccount(anna.account()), Long.MAX_VALUE));
        assertEquals(entries, page.size());
    }

    @Test
    @Tag("PCI-10.3.4")
    @Tag("TEST-AUD-01")
    void alteredLink_isFoundByItsNumber() throws Exception {
        Customer.company();
        Trail.settle();
        long seq = Stores.count("core", "audit_event") / 2;
        String row = "audit_event where seq = " + seq;
        for (String column : List.of("actor", "operation", "outcome", "store", "origin")) {
            String old = Stores.column("core", "select quote_nullable(" + column + ") from " + row)
                    .get(0);
            assertTampered(
                    seq,
                    "update audit_event set " + column + " = 'altered' where seq = " + seq,
                    "update audit_event set " + column + " = " + old + " where seq = " + seq);
        }
        for (String column : List.of("event_id", "account_id", "object_id", "request_id")) {
            String old = Stores.column("core", "select quote_nullable(" + column + ") from " + row)
                    .get(0);
            assertTampered(
                    seq,
                    "update audit_event set " + column + " = gen_random_uuid() where seq = " + seq,
                    "update audit_event set " + column + " = " + old + " where seq = " + seq);
        }
        for (String column : List.of("hash", "prev_hash")) {
            assertTampered(
                    seq,
                    "update audit_event set " + column + " = set_byte(" + column + ", 31, get_byte(" + column
                            + ", 31) # 1) where seq = " + seq,
                    "update audit_event set " + column + " = set_byte(" + column + ", 31, get_byte(" + column
                            + ", 31) # 1) where seq = " + seq);
        }
        String sealed = Stores.column("core", "select quote_nullable(sealed) from " + row)
                .get(0);
        assertTampered(
                seq,
                "update audit_event set sealed = '\\x00' where seq = " + seq,
                "update audit_event set sealed = " + sealed + " where seq = " + seq);
        assertTampered(
                seq,
                "update audit_event set at = at + interval '1 second' where seq = " + seq,
                "update audit_event set at = at - interval '1 second' where seq = " + seq);
    }

    @Test
    @Tag("PCI-10.3.4")
    @Tag("TEST-AUD-01")
    void removedLink_isFoundByItsNumberEvenAtTheEnd() throws Exception {
        Customer.company();
        Trail.settle();
        Stores.run("core", "create table it_kept as select * from audit_event");
        try {
            long last = Stores.count("core", "it_kept");
            for (long seq : new long[] {1, last / 2, last}) {
                assertTampered(
                        seq,
                        "delete from audit_event where seq = " + seq,
                        "insert into audit_event select * from it_kept where seq = " + seq);
            }
        } finally {
            Stores.run("core", "drop table it_kept");
        }
    }

    @Test
    @Tag("PCI-10.3.4")
    @Tag("TEST-AUD-01")
    void exchangedLinks_areFound() throws Exception {
        Customer.company();
        Trail.settle();
        long seq = Stores.count("core", "audit_event") / 2;
        exchange(seq, seq + 1);
        try {
            assertEquals(seq, verify().bad().seq());
        } finally {
            exchange(seq, seq + 1);
        }
        assertNull(verify().bad());
    }

    private static void exchange(long one, long other) throws Exception {
        Trail.bend(
                "update audit_event set seq = -1 where seq = " + one,
                "update audit_event set seq = " + one + " where seq = " + other,
                "update audit_event set seq = " + other + " where seq = -1");
    }

    private static TrailFilter ofAccount(UUID account) {
        return new TrailFilter(null, account, null, null, null);
    }

    private TrailCheck.Result verify() throws Exception {
        return Staff.auditor().gets(audit::verify);
    }

    private void assertTampered(long seq, String tamper, String restore) throws Exception {
        Trail.bend(tamper);
        try {
            assertEquals(seq, verify().bad().seq(), tamper);
        } finally {
            Trail.bend(restore);
        }
        assertNull(verify().bad(), restore);
    }

    private static void assertLeaves(Customer customer, String entry, SignedIn.Action change) throws Exception {
        List<String> before = Trail.operations(customer.account());
        change.take();
        assertEquals(List.of(entry), added(before, Trail.operations(customer.account())));
    }

    private static List<String> added(List<String> before, List<String> after) {
        List<String> added = new ArrayList<>(after);
        before.forEach(added::remove);
        return added;
    }

    private static void refused(Callable<?> change) {
        assertThrows(Refused.class, change::call);
    }
}
