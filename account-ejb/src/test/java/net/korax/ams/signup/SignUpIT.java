package net.korax.ams.signup;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.AccountService;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.account.PersonAccount;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardService;
import net.korax.ams.card.Expiry;
import net.korax.ams.card.PanIntake;
import net.korax.ams.contact.ContactPerson;
import net.korax.ams.contact.ContactService;
import net.korax.ams.contact.EmailState;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Race;
import net.korax.ams.container.Stores;
import net.korax.ams.identity.UserName;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.PostalAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P04 to P06, P08 and P14: what opening an account asks for, and that it is opened whole or not at all. */
class SignUpIT extends ContainerTest {

    private static final List<String> TIMERS = List.of(
            "audit_outbox", "audit_event", "mail_outbox", "sent_mail", "lease", "retention_run", "custody_server");

    @Inject
    private SignUpService signUp;

    @Inject
    private AccountService accounts;

    @Inject
    private ContactService contacts;

    @Inject
    private CardService cards;

    @Inject
    private PanIntake intake;

    @Test
    @Tag("P06")
    void individualWhoPays_givesAddressAndPhone() throws Exception {
        for (ServiceKind service : List.of(ServiceKind.WEB_HOSTING, ServiceKind.CO_LOCATION)) {
            NewAccount full = Customer.form(service, AccountKind.INDIVIDUAL, Customer.word());
            HolderDetails holder = full.holder();
            assertRefused(
                    "address.required",
                    () -> signUp.signUp(with(full, new HolderDetails(holder.name(), null, holder.phone()))));
            assertRefused(
                    "phone.required",
                    () -> signUp.signUp(with(full, new HolderDetails(holder.name(), holder.address(), null))));
            Customer bruno = Customer.open(full);
            assertEquals(holder, bruno.gets(accounts::holder));
        }
    }

    @Test
    @Tag("P06")
    void companyAndFreeService_areAskedForNeither() throws Exception {
        Customer company = Customer.open(Customer.form(ServiceKind.CO_LOCATION, AccountKind.COMPANY, Customer.word()));
        Customer free = Customer.open(Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, Customer.word()));
        for (Customer customer : List.of(company, free)) {
            HolderDetails holder = customer.gets(accounts::holder);
            assertNull(holder.address());
            assertNull(holder.phone());
        }
        assertEquals(AccountKind.COMPANY, company.gets(accounts::mine).getKind());
        assertEquals(ServiceKind.FREE, free.gets(accounts::mine).getService());
    }

    @Test
    @Tag("P06")
    void individual_cannotDropAddressAndPhoneLater() throws Exception {
        NewAccount form = Customer.form(ServiceKind.WEB_HOSTING, AccountKind.INDIVIDUAL, Customer.word());
        Customer bruno = Customer.open(form);
        HolderName name = form.holder().name();
        assertRefused(
                "address.required", () -> bruno.does(() -> accounts.changeHolder(new HolderDetails(name, null, null))));
        HolderDetails moved = new HolderDetails(
                name,
                new PostalAddress("1 Rue Haute", "1003", "Lausanne", "CH"),
                form.holder().phone());
        bruno.does(() -> accounts.changeHolder(moved));
        assertEquals(moved, bruno.gets(accounts::holder));
    }

    @Test
    void openedAccount_hasOneContactWithAllRolesAndALinkUnderWay() throws Exception {
        Customer anna = Customer.open(Customer.form(ServiceKind.WEB_HOSTING, AccountKind.COMPANY, Customer.word()));
        ContactPerson first = anna.gets(contacts::list).get(0);
        assertEquals(Set.of("billing", "technical"), first.getRoles());
        assertEquals(EmailState.UNVERIFIED, first.getEmailState());
        assertEquals(
                PersonAccount.Coverage.OPENING, anna.gets(contacts::coverage).state());
        Mailbox.of(anna.email()).await("confirm");
        assertTrue(anna.prove(anna.email()));
        assertEquals(PersonAccount.Coverage.KEPT, anna.gets(contacts::coverage).state());
    }

    @Test
    @Tag("P14")
    void signUpWithACard_makesItTheDefault() throws Exception {
        intake.take(Customer.VISA);
        Customer anna = Customer.open(withCard(
                Customer.form(ServiceKind.WEB_HOSTING, AccountKind.COMPANY, Customer.word()), Customer.IN_TWO_YEARS));
        Card card = anna.gets(cards::list).get(0);
        assertEquals("4242", card.getLastFour());
        assertTrue(card.isDefaultCard());
    }

    @Test
    void signUpWithoutACard_leavesNoneBehind() throws Exception {
        Customer anna = Customer.open(Customer.form(ServiceKind.WEB_HOSTING, AccountKind.COMPANY, Customer.word()));
        assertEquals(List.of(), anna.gets(cards::list));
        assertEquals(0, Stores.count("vault", "vault_account where id = '" + anna.account() + "'"));
    }

    @Test
    void freeService_takesNoCard() throws Exception {
        intake.take(Customer.VISA);
        Map<String, Long> before = rows();
        NewAccount form = withCard(
                Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, Customer.word()), Customer.IN_TWO_YEARS);
        assertRefused("card.not-for-free", () -> signUp.signUp(form));
        assertEquals(before, rows());
    }

    @Test
    void expiredCard_isRefusedBeforeAnythingIsWritten() throws Exception {
        intake.take(Customer.VISA);
        Map<String, Long> before = rows();
        NewAccount form = withCard(
                Customer.form(ServiceKind.WEB_HOSTING, AccountKind.COMPANY, Customer.word()),
                new Expiry(YearMonth.now().minusMonths(2)));
        assertRefused("expiry.past", () -> signUp.signUp(form));
        assertEquals(before, rows());
    }

    @Test
    void guessablePassword_isRefused() {
        NewAccount form = Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, Customer.word());
        for (Map.Entry<String, String> refused : Map.of(
                        "password.too-short", "short",
                        "password.common", "password1234",
                        "password.context", form.userName().value() + "-2026")
                .entrySet()) {
            assertRefused(
                    refused.getKey(),
                    () -> signUp.signUp(new NewAccount(
                            form.service(),
                            form.kind(),
                            form.holder(),
                            form.contact(),
                            form.userName(),
                            refused.getValue(),
                            null,
                            "en")));
        }
        assertTrue(signUp.isFree(form.userName()));
    }

    @Test
    @Tag("PCI-8.2.1")
    @Tag("P08")
    void userNameThatLooksTheSame_isTaken() throws Exception {
        String name = "vanessa" + Customer.word();
        Customer.open(Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, name));
        for (String alike : List.of(
                name,
                name.toUpperCase(Locale.ROOT),
                name.replace('a', '\u0430'), // Cyrillic
                fullWidth(name))) {
            assertFalse(signUp.isFree(new UserName(alike)), alike);
            NewAccount form = Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, Customer.word());
            assertRefused(
                    "user-name.taken",
                    () -> signUp.signUp(new NewAccount(
                            form.service(),
                            form.kind(),
                            form.holder(),
                            form.contact(),
                            new UserName(alike),
                            Customer.PASSWORD,
                            null,
                            "en")));
        }
    }

    @Test
    @Tag("PCI-8.2.1")
    void ofTwoVisitorsWhoWantOneNameAtOnce_oneGetsIt() throws Exception {
        try (Race race = new Race(2)) {
            for (int round = 0; round < 5; round++) {
                String name = Customer.word();
                Map<String, Long> before = rows();
                NewAccount form = Customer.form(ServiceKind.FREE, AccountKind.INDIVIDUAL, name);
                List<Throwable> ends = race.run(() -> signUp.signUp(form), () -> signUp.signUp(form));
                assertEquals(1, ends.stream().filter(Objects::isNull).count(), ends.toString());
                assertEquals(before.get("core.account") + 1, rows().get("core.account"));
                assertEquals(before.get("person.person_account") + 1, rows().get("person.person_account"));
                Throwable stopped = ends.get(0) == null ? ends.get(1) : ends.get(0);
                assertRefused("user-name.taken", () -> {
                    throw stopped;
                });
            }
        }
    }

    @Test
    void failingStep_leavesNothingHalfWritten() throws Exception {
        for (String refusal : List.of(
                "vault insert on card",
                "person insert on email_verification",
                "person insert on account_holder",
                "core insert on user_role")) {
            String store = refusal.substring(0, refusal.indexOf(' '));
            String right = refusal.substring(refusal.indexOf(' ') + 1);
            String name = Customer.word();
            Map<String, Long> before = rows();
            intake.take(Customer.VISA);
            NewAccount form =
                    withCard(Customer.form(ServiceKind.WEB_HOSTING, AccountKind.COMPANY, name), Customer.IN_TWO_YEARS);
            Stores.run(store, "revoke " + right + " from " + Stores.runtimeRole(store));
            try {
                assertThrows(RuntimeException.class, () -> signUp.signUp(form), refusal);
            } finally {
                Stores.run(store, "grant " + right + " to " + Stores.runtimeRole(store));
            }
            assertEquals(before, rows(), refusal);
            assertTrue(signUp.isFree(new UserName(name)), refusal);
        }
    }

    private static NewAccount with(NewAccount form, HolderDetails holder) {
        return new NewAccount(
                form.service(),
                form.kind(),
                holder,
                form.contact(),
                form.userName(),
                form.password(),
                form.card(),
                form.locale());
    }

    private static NewAccount withCard(NewAccount form, Expiry expiry) {
        return new NewAccount(
                form.service(),
                form.kind(),
                form.holder(),
                form.contact(),
                form.userName(),
                form.password(),
                new NewAccount.NewCard(expiry, Customer.CARDHOLDER),
                form.locale());
    }

    /** Rows by table, but for those that timers fill and empty. */
    private static Map<String, Long> rows() throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        for (String store : Stores.ALL) {
            List<String> tables = new ArrayList<>(Stores.tables(store));
            tables.removeAll(TIMERS);
            for (String table : tables) {
                rows.put(store + "." + table, Stores.count(store, table));
            }
        }
        return rows;
    }

    private static String fullWidth(String ascii) {
        StringBuilder wide = new StringBuilder();
        ascii.chars().forEach(letter -> wide.append((char) (letter - 'a' + '\uFF41')));
        return wide.toString();
    }
}
