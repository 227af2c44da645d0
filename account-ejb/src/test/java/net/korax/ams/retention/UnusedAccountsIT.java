package net.korax.ams.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.identity.SecondFactor;
import net.korax.ams.identity.VisitService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P04: of a free service that nobody uses, everything goes as if its user had closed the account, after two warnings. */
@Tag("P04")
class UnusedAccountsIT extends ContainerTest {

    private static final String WARNING = "Your free account is going to be erased";

    @Inject
    private UnusedAccounts accounts;

    @Inject
    private VisitService visits;

    private Customer anna;

    @BeforeEach
    void annaHasAFreeAccount() throws Exception {
        Stores.run("core", "delete from lease where work = 'retention'");
        anna = Customer.free();
    }

    @Test
    void unusedAccount_isWarnedTwiceAndThenErased() throws Exception {
        lastSeen(304);
        go();
        assertEquals(List.of(), warnings());

        lastSeen(306);
        go();
        go();
        assertEquals(List.of("1"), warnings());
        String mail = Mailbox.of(anna.email()).await(WARNING);
        assertTrue(mail.contains(LocalDate.now(ZoneOffset.UTC).plusDays(60).toString()), mail);

        lastSeen(353);
        warned(46);
        go();
        go();
        assertEquals(List.of("2"), warnings());
        Patience.until("two warnings, and no more", () -> mails() == 2);
        assertEquals("ACTIVE", status());

        lastSeen(366);
        warned(14);
        go();
        Patience.until("an erasure that is finished", () -> status().equals("CLOSED"));
        assertEquals(List.of(), warnings());
        assertEquals(0, Stores.count("person", "contact_person where account_id = '" + anna.account() + "'"));
        assertEquals(0, Stores.count("core", "app_user where account_id = '" + anna.account() + "'"));
        assertTrue(Trail.operations(anna.account()).containsAll(List.of("account.unused DONE", "account.close DONE")));
    }

    @Test
    void signingIn_keepsTheAccount() throws Exception {
        lastSeen(366);
        go();
        warned(46);
        go();
        assertEquals(List.of("2"), warnings());
        warned(14);
        Customer back = anna.withoutVisit();
        back.gets(() -> visits.begin("Mozilla/5.0", SecondFactor.NONE, null));
        assertEquals(
                List.of(LocalDate.now(ZoneOffset.UTC) + " 00:00:00"),
                Stores.column(
                        "core",
                        "select to_char(last_sign_in_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') from app_user where"
                                + " account_id = '" + anna.account() + "'"));
        go();
        assertEquals("ACTIVE", status());
        Patience.until("the two warnings of before, and no more", () -> mails() == 2);
    }

    @Test
    void accountOfAPaidService_staysHoweverLongNobodySignsIn() throws Exception {
        Customer company = Customer.company();
        Stores.run(
                "core",
                "update app_user set created_at = now() - interval '9 years', last_sign_in_at = null where account_id = '"
                        + company.account() + "'",
                "update account set opened_at = now() - interval '9 years' where id = '" + company.account() + "'");
        go();
        assertEquals(0, Stores.count("core", "unused_warning where account_id = '" + company.account() + "'"));
    }

    private void go() {
        accounts.goThrough(new Retention.Tally());
    }

    private void lastSeen(int daysAgo) throws Exception {
        String day = "date_trunc('day', now() - interval '" + daysAgo + " days', 'UTC')";
        Stores.run(
                "core",
                "update app_user set created_at = " + day + ", last_sign_in_at = " + day + " where account_id = '"
                        + anna.account() + "'",
                "update account set opened_at = " + day + " where id = '" + anna.account() + "'");
    }

    private void warned(int daysAgo) throws Exception {
        Stores.run(
                "core",
                "update unused_warning set warned_at = now() - interval '" + daysAgo + " days' where account_id = '"
                        + anna.account() + "'");
    }

    private List<String> warnings() throws Exception {
        return Stores.column("core", "select warnings from unused_warning where account_id = '" + anna.account() + "'");
    }

    private String status() throws Exception {
        return Stores.column("core", "select status from account where id = '" + anna.account() + "'")
                .get(0);
    }

    private long mails() throws Exception {
        return Mailbox.of(anna.email()).all().stream()
                .filter(mail -> mail.contains(WARNING))
                .count();
    }
}
