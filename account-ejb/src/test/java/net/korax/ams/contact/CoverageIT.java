package net.korax.ams.contact;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.PersonAccount;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Race;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.shared.Refused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P13: one contact person with all roles and a working e-mail address is there at any time, whoever tries to end it. */
@Tag("P13")
class CoverageIT extends ContainerTest {

    private static final int ROUNDS = 200;

    @Inject
    private ContactService contacts;

    @Inject
    private ContactRoleService roles;

    @Test
    void removingTheOnlyContact_isRefused() throws Exception {
        Customer anna = Customer.company();
        assertRefused("contact.coverage-last", () -> anna.does(() -> contacts.remove(anna.contact())));
        assertEquals(1, anna.gets(contacts::list).size());
    }

    @Test
    void removingTheLastCoveringContact_namesWhoWouldHaveToTakeTheRoles() throws Exception {
        Customer anna = Customer.company();
        String word = Customer.word();
        anna.addProved(Customer.contact(word), "billing");
        Refused refusal = assertThrows(Refused.class, () -> anna.does(() -> contacts.remove(anna.contact())));
        assertEquals("contact.coverage", refusal.code());
        assertEquals("Person " + word, refusal.args()[1]);
    }

    @Test
    void takingARoleFromTheLastCoveringContact_isRefused() throws Exception {
        Customer anna = Customer.company();
        ContactPerson only = anna.gets(() -> contacts.get(anna.contact()));
        assertRefused(
                "contact.coverage-last",
                () -> anna.does(() ->
                        contacts.change(only.getId(), only.getVersion(), only.getDetails(), Set.of("technical"))));
        assertTrue(anna.gets(contacts::coverage).isKept());
    }

    @Test
    void aContactWhoseAddressIsNotProved_doesNotTakeOver() throws Exception {
        Customer anna = Customer.company();
        anna.gets(() -> contacts.add(Customer.contact(Customer.word()), Set.of("billing", "technical")));
        assertRefused("contact.coverage", () -> anna.does(() -> contacts.remove(anna.contact())));
    }

    @Test
    void aProvedContactWithAllRoles_takesOver() throws Exception {
        Customer anna = Customer.company();
        UUID first = anna.contact();
        UUID second = anna.addProved(Customer.contact(Customer.word()), "billing", "technical");
        anna.does(() -> contacts.remove(first));
        assertEquals(
                List.of(second),
                anna.gets(contacts::list).stream().map(ContactPerson::getId).toList());
    }

    @Test
    @Tag("R11")
    void ofTwoSessionsThatRemoveTheLastTwoCoveringContacts_oneIsRefused() throws Exception {
        Customer anna = Customer.company();
        UUID left = anna.contact();
        try (Race race = new Race(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                UUID one = left;
                UUID other = anna.addProved(Customer.contact(Customer.word()), "billing", "technical");
                List<Throwable> ends = race.run(
                        () -> anna.gets(() -> remove(one)), //
                        () -> anna.gets(() -> remove(other)));
                assertEquals(1, ends.stream().filter(Objects::isNull).count(), "round " + round + ": " + ends);
                Throwable stopped = ends.get(0) == null ? ends.get(1) : ends.get(0);
                assertEquals(
                        "contact.coverage-last",
                        assertInstanceOf(Refused.class, stopped).code());
                left = ends.get(0) == null ? other : one;
                assertEquals(List.of(left.toString()), contactsOf(anna));
            }
        }
    }

    @Test
    @Tag("R11")
    void whenOneSessionRemovesAndAnotherWeakens_aCoveringContactIsLeft() throws Exception {
        Customer anna = Customer.company();
        UUID first = anna.contact();
        try (Race race = new Race(2)) {
            for (int round = 0; round < 25; round++) {
                UUID other = anna.addProved(Customer.contact(Customer.word()), "billing", "technical");
                ContactPerson kept = anna.gets(() -> contacts.get(first));
                List<Throwable> ends = race.run(
                        () -> anna.gets(() -> remove(other)),
                        () -> anna.gets(() -> {
                            contacts.change(first, kept.getVersion(), kept.getDetails(), Set.of("billing"));
                            return null;
                        }));
                assertEquals(1, ends.stream().filter(Objects::isNull).count(), "round " + round + ": " + ends);
                assertTrue(anna.gets(contacts::coverage).isKept());
                if (ends.get(1) == null) {
                    ContactPerson weak = anna.gets(() -> contacts.get(first));
                    anna.does(() -> contacts.change(
                            first, weak.getVersion(), weak.getDetails(), Set.of("billing", "technical")));
                    anna.does(() -> contacts.remove(other));
                }
            }
        }
    }

    @Test
    void plainSqlThatEndsCoverage_isRefusedToTheRuntimeRoleAndToTheOwner() throws Exception {
        Customer anna = Customer.company();
        UUID only = anna.contact();
        for (String role : List.of("ams_person_app", "ams_person_owner")) {
            assertBreaksCoverage(role, "delete from contact_person where id = '" + only + "'");
            assertBreaksCoverage(
                    role,
                    "delete from contact_person_role where contact_id = '" + only + "' and role_code = 'billing'");
            assertBreaksCoverage(
                    role, "update contact_person set email_state = 'UNVERIFIED' where id = '" + only + "'");
            assertBreaksCoverage(role, "update contact_person set email_state = 'BOUNCING' where id = '" + only + "'");
            assertBreaksCoverage(
                    role,
                    "insert into person_account (id, coverage, locale) values ('" + UUID.randomUUID()
                            + "', 'OPENING', 'en')");
        }
        assertTrue(anna.gets(contacts::coverage).isKept());
    }

    @Test
    void twoPlainSqlTransactionsThatEndCoverageTogether_areNotBothCommitted() throws Exception {
        Customer anna = Customer.company();
        String one = anna.contact().toString();
        String other = anna.addProved(Customer.contact(Customer.word()), "billing", "technical")
                .toString();
        try (Race race = new Race(2)) {
            List<Throwable> ends = race.run(() -> sqlRemove(one), () -> sqlRemove(other));
            assertEquals(1, ends.stream().filter(Objects::isNull).count(), ends.toString());
        }
        assertTrue(anna.gets(contacts::coverage).isKept());
    }

    @Test
    void coverageDoesNotGoBackToOpening() throws Exception {
        Customer anna = Customer.company();
        assertThrows(
                SQLException.class,
                () -> Stores.runAs(
                        "ams_person_app",
                        "person",
                        "update person_account set coverage = 'OPENING' where id = '" + anna.account() + "'"));
    }

    @Test
    void bounceOfTheLastCoveringAddress_losesCoverageUntilAnotherIsProved() throws Exception {
        Customer anna = Customer.company();
        UUID id = anna.contact();
        Mailbox.of(anna.email()).close();
        anna.addCard(Customer.VISA);

        Patience.until("a bounce", () -> anna.gets(contacts::coverage).state() == PersonAccount.Coverage.LOST);
        ContactPerson bouncing = anna.gets(() -> contacts.get(id));
        assertEquals(EmailState.BOUNCING, bouncing.getEmailState());
        assertRefused("contact.coverage-last", () -> anna.does(() -> contacts.remove(id)));

        EmailAddress working = new EmailAddress(Customer.word() + "@customer.example");
        ContactDetails mended = new ContactDetails(bouncing.getDetails().name(), working, List.of(), null);
        anna.does(() -> contacts.change(id, bouncing.getVersion(), mended, bouncing.getRoles()));
        assertTrue(anna.prove(working.value()));

        Coverage after = anna.gets(contacts::coverage);
        assertEquals(PersonAccount.Coverage.KEPT, after.state());
        assertTrue(after.isKept());
    }

    @Test
    void bounceOfTheFirstLink_leavesTheCustomerAWayToMendTheAddress() throws Exception {
        String word = Customer.word();
        Mailbox.of(word + "@customer.example").close();
        Customer anna = Customer.open(Customer.form(ServiceKind.WEB_HOSTING, AccountKind.COMPANY, word));
        UUID id = anna.contact();
        Patience.until("a bounce", () -> anna.gets(() -> contacts.get(id)).getEmailState() == EmailState.BOUNCING);

        Mailbox.of(anna.email()).reopen();
        anna.does(() -> contacts.resendVerification(id));
        assertTrue(anna.prove(anna.email()));
        assertTrue(anna.gets(contacts::coverage).isKept());
    }

    @Test
    void bounceOfOneOfTwoCoveringAddresses_keepsCoverage() throws Exception {
        Customer anna = Customer.company();
        String word = Customer.word();
        UUID second = anna.addProved(Customer.contact(word), "billing", "technical");
        Mailbox.of(word + "@customer.example").close();
        anna.addCard(Customer.VISA);

        Patience.until("a bounce", () -> anna.gets(() -> contacts.get(second)).getEmailState() == EmailState.BOUNCING);
        assertEquals(PersonAccount.Coverage.KEPT, anna.gets(contacts::coverage).state());
        assertRefused("contact.coverage", () -> anna.does(() -> contacts.remove(anna.contact())));
    }

    @Test
    @Tag("P10")
    void aRoleThatTheOperatorDefines_isGivenToWhoHeldAllOthers() throws Exception {
        Customer anna = Customer.company();
        UUID billing = anna.addProved(Customer.contact(Customer.word()), "billing");
        Staff.operator().does(() -> roles.define("Night watch", "Garde de nuit"));
        try {
            assertEquals(
                    Set.of("billing", "technical", "night-watch"),
                    anna.gets(() -> contacts.get(anna.contact())).getRoles());
            assertEquals(
                    Set.of("billing"), anna.gets(() -> contacts.get(billing)).getRoles());
            assertTrue(anna.gets(contacts::coverage).isKept());
        } finally {
            Stores.run(
                    "person",
                    "delete from contact_person_role where role_code = 'night-watch'",
                    "delete from contact_role where code = 'night-watch'");
        }
    }

    private UUID remove(UUID contact) {
        contacts.remove(contact);
        return contact;
    }

    private static Object sqlRemove(String contact) throws SQLException {
        Stores.runAs("ams_person_app", "person", "delete from contact_person where id = '" + contact + "'");
        return contact;
    }

    private static List<String> contactsOf(Customer customer) throws SQLException {
        return Stores.column("person", "select id from contact_person where account_id = '" + customer.account() + "'");
    }

    private static void assertBreaksCoverage(String role, String sql) {
        SQLException refused = assertThrows(SQLException.class, () -> Stores.runAs(role, "person", sql), sql);
        assertTrue(refused.getMessage().contains("contact coverage of account"), refused.getMessage());
    }
}
