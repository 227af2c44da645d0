package net.korax.ams.card;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.container.CardUses;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.identity.TrustService;
import net.korax.ams.identity.Users;
import net.korax.ams.shared.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * P17: trust with cards is asked of the database at each use. The custodian here has signed in while trusted, so that the session
 * holds the role throughout.
 */
@Tag("PCI-8.2.5")
@Tag("P17")
class LiveTrustIT extends ContainerTest {

    @Inject
    private ChargeService charges;

    @Inject
    private CardRequestService requests;

    @Inject
    private TrustService trust;

    @Inject
    private Users steps;

    private Staff custodian;
    private Customer anna;
    private List<CardUses.Kind> uses;

    @BeforeEach
    void everyKindOfUseIsAskedFor() throws Exception {
        custodian = Staff.secondCustodian();
        anna = Customer.company();
        uses = CardUses.askedFor(anna);
    }

    @AfterEach
    void custodianIsTrustedAsBefore() throws Exception {
        Stores.run(
                "core",
                "insert into user_role values ('" + custodian.user() + "', 'card-custodian') on conflict do nothing",
                "update app_user set status = 'ACTIVE' where id = '" + custodian.user() + "'");
        endTrust();
        trust();
    }

    @Test
    void everyUseByATrustedCustodian_isAllowed() throws Exception {
        assertEveryUseAllowed(0);
    }

    @Test
    void trustEndedByTheOperator_endsEveryUseAtOnce() throws Exception {
        endTrust();
        assertEveryUseRefused();
        trust();
        assertEveryUseAllowed(1);
    }

    @Test
    void trustThatRanOut_endsEveryUseAtOnce() throws Exception {
        Stores.run(
                "core",
                "update custodian_trust set granted_at = now() - interval '2 days', ends_at = now() - interval '1 second'"
                        + " where ended_at is null and user_id = '" + custodian.user() + "'");
        assertEveryUseRefused();
    }

    @Test
    void roleTakenAway_endsEveryUseAtOnce() throws Exception {
        Stores.run(
                "core", "delete from user_role where role = 'card-custodian' and user_id = '" + custodian.user() + "'");
        assertEveryUseRefused();
    }

    @Test
    void logInDisabled_endsEveryUseAtOnce() throws Exception {
        Stores.run("core", "update app_user set status = 'DISABLED' where id = '" + custodian.user() + "'");
        assertEveryUseRefused();
    }

    @Test
    @Tag("PCI-3.6.1.3")
    void operatorWithTheRoleAndWithoutTrust_usesNothing() throws Exception {
        custodian = Staff.operatorWithTheRoleForCards();
        Stores.run("core", "insert into user_role values ('" + custodian.user() + "', 'card-custodian')");
        try {
            assertEveryUseRefused();
        } finally {
            Stores.run(
                    "core",
                    "delete from user_role where role = 'card-custodian' and user_id = '" + custodian.user() + "'");
            custodian = Staff.secondCustodian();
        }
    }

    @Test
    void trustThatEndsWhileAUseWaits_endsThatUse() throws Exception {
        UUID request = uses.get(2).request();
        FutureTask<Object> charging =
                new FutureTask<>(() -> custodian.gets(() -> charges.charge(request, CardUses.PRICE)));
        try (Connection holder = Stores.superuser("vault");
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("select 1 from vault_account where id = '" + anna.account() + "' for update");
            new Thread(charging).start();
            Patience.until(
                    "a use that waits",
                    () -> Stores.count(
                                    "vault",
                                    "pg_stat_activity where datname = 'ams_vault' and usename = 'ams_vault_app'"
                                            + " and wait_event_type = 'Lock'")
                            > 0);
            endTrust();
            holder.rollback();
        }
        Throwable stopped =
                assertThrows(ExecutionException.class, charging::get).getCause();
        assertRefused("trust.ended", () -> {
            throw stopped;
        });
        assertEquals(CardRequest.State.OPEN, state(request));
    }

    private void assertEveryUseRefused() throws Exception {
        long lines = lines();
        for (CardUses.Kind use : uses) {
            assertRefused("trust.ended", () -> custodian.does(use::take));
            assertEquals(CardRequest.State.OPEN, state(use.request()));
            assertEquals(1, Trail.refusals(custodian, "trust.use", use.request()));
        }
        assertEquals(lines, lines());
    }

    /** The very requests that were refused before. */
    private void assertEveryUseAllowed(int refusedBefore) throws Exception {
        for (CardUses.Kind use : uses) {
            custodian.does(use::take);
            assertEquals(CardRequest.State.USED, state(use.request()));
            assertEquals(refusedBefore, Trail.refusals(custodian, "trust.use", use.request()));
        }
    }

    private void endTrust() throws Exception {
        Staff.operator().does(() -> trust.end(custodian.user()));
    }

    private void trust() throws Exception {
        steps.trust(
                custodian.user(),
                Staff.operator().user(),
                Staff.secondOperator().user(),
                "Trained again",
                Time.now().plus(Duration.ofDays(30)));
    }

    private CardRequest.State state(UUID request) throws Exception {
        return Staff.clerk().gets(() -> requests.get(request)).getState();
    }

    private long lines() throws SQLException {
        return Stores.count("vault", "custody_entry where account_id = '" + anna.account() + "'");
    }
}
