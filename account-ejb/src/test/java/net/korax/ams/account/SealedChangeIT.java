package net.korax.ams.account;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.audit.AuditService;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.contact.ContactPerson;
import net.korax.ams.contact.ContactService;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.erasure.ErasureService;
import net.korax.ams.person.BeforeAfter.Value;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.PersonName;
import net.korax.ams.shared.NotFound;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a person's fields were before and after a change is in the trail, and leaves it with the person. */
class SealedChangeIT extends ContainerTest {

    private static final String WHY = "Dispute 4711 of last week";

    @Inject
    private SealedChangeService changes;

    @Inject
    private AccountService accounts;

    @Inject
    private ContactService contacts;

    @Inject
    private ErasureService erasures;

    @Inject
    private AuditService audit;

    @Test
    void changeOfTheHolder_isShownWithAReason_andTheLookIsAnEntry() throws Exception {
        Customer anna = Customer.company();
        String old = anna.gets(accounts::holder).name().value();
        anna.does(() -> accounts.changeHolder(new HolderDetails(new HolderName("Quicksilver Ltd"), null, null)));
        long seq = seq(anna, "holder.change");
        List<Value> shown = Staff.auditor().gets(() -> changes.show(seq, WHY));
        assertEquals(new Value("name", old, "Quicksilver Ltd"), shown.get(0));
        long look = seq(anna, "trail.show-values");
        assertEquals(List.of(new Value("reason", null, WHY)), Staff.auditor().gets(() -> changes.show(look, WHY)));
        for (String store : Stores.ALL) {
            assertEquals(
                    0,
                    Stores.count(store, "audit_outbox where encode(sealed, 'escape') like '%Quicksilver%'"),
                    "in clear in " + store);
        }
        assertEquals(0, Stores.count("core", "audit_event where encode(sealed, 'escape') like '%Quicksilver%'"));
    }

    @Test
    void changesOfAContact_areEachSealed() throws Exception {
        Customer anna = Customer.company();
        String word = Customer.word();
        UUID id = anna.gets(() -> contacts.add(Customer.contact(word), Set.of("billing")));
        ContactPerson read = anna.gets(() -> contacts.get(id));
        ContactDetails was = read.getDetails();
        ContactDetails changed = new ContactDetails(new PersonName("Zoe Nova"), was.email(), List.of(), was.fax());
        anna.does(() -> contacts.change(id, read.getVersion(), changed, Set.of("billing")));
        anna.does(() -> contacts.remove(id));
        Value email = new Value("email", null, was.email().value());
        assertTrue(shown(anna, "contact.add", id).contains(email));
        assertTrue(shown(anna, "contact.change", id)
                .contains(new Value("name", was.name().value(), "Zoe Nova")));
        assertTrue(shown(anna, "contact.change", id).stream()
                .noneMatch(value -> value.field().equals("email")));
        assertTrue(shown(anna, "contact.remove", id).contains(new Value("name", "Zoe Nova", null)));
    }

    @Test
    @Tag("TEST-AUD-07")
    void afterTheErasure_theChainHolds_andWhatWasSealedIsGone() throws Exception {
        Customer anna = Customer.company();
        anna.does(() -> accounts.changeHolder(new HolderDetails(new HolderName("Quicksilver Ltd"), null, null)));
        long seq = seq(anna, "holder.change");
        anna.does(() -> erasures.closeMine(anna.number()));
        Patience.until(
                "the erasure",
                () -> Stores.count(
                                "core",
                                "erasure where finished_at is not null and account_id = '" + anna.account() + "'")
                        == 1);
        assertRefused("trail.erased", () -> Staff.auditor().gets(() -> changes.show(seq, WHY)));
        Trail.settle();
        assertTrue(Staff.auditor().gets(audit::verify).isWhole());
        assertEquals(1, Stores.count("core", "audit_event where sealed is not null and seq = " + seq));
    }

    @Test
    void withoutAReason_orWhereNothingIsSealed_nothingIsShown() throws Exception {
        Customer anna = Customer.company();
        anna.does(() -> accounts.changeHolder(new HolderDetails(new HolderName("Quicksilver Ltd"), null, null)));
        long seq = seq(anna, "holder.change");
        assertRefused("show-reason.required", () -> Staff.auditor().gets(() -> changes.show(seq, "  ")));
        assertThrows(NotFound.class, () -> Staff.auditor().gets(() -> changes.show(seq(anna, "account.open"), WHY)));
        assertFalse(Trail.operations(anna.account()).contains("trail.show-values DONE"));
    }

    @Test
    @Tag("PCI-10.7.3")
    void withoutTheRightToWriteTheTrail_nothingIsShown() throws Exception {
        Customer anna = Customer.company();
        anna.does(() -> accounts.changeHolder(new HolderDetails(new HolderName("Quicksilver Ltd"), null, null)));
        long seq = seq(anna, "holder.change");
        Stores.run("person", "revoke insert on audit_outbox from ams_person_app");
        try {
            assertRefused("trail.closed", () -> Staff.auditor().gets(() -> changes.show(seq, WHY)));
        } finally {
            Stores.run("person", "grant insert on audit_outbox to ams_person_app");
        }
    }

    private List<Value> shown(Customer customer, String operation, UUID object) throws Exception {
        long seq = seq(customer, operation + "' and object_id = '" + object);
        return Staff.auditor().gets(() -> changes.show(seq, WHY));
    }

    private static long seq(Customer customer, String operation) throws Exception {
        String entry =
                "from audit_event where account_id = '" + customer.account() + "' and operation = '" + operation + "'";
        Patience.until(
                "the entry", () -> !Stores.column("core", "select seq " + entry).isEmpty());
        return Long.parseLong(Stores.column("core", "select max(seq) " + entry).get(0));
    }
}
