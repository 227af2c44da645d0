package net.korax.ams.card;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import net.korax.ams.container.CardUses;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** PCI 10.7.3: what cannot be remembered is not done with a card or a key. */
class CustodyWithoutTrailIT extends ContainerTest {

    private static final String TAKE = "revoke insert on audit_outbox from ams_vault_app";
    private static final String GIVE = "grant insert on audit_outbox to ams_vault_app";

    @Inject
    private RotationService rotations;

    @Inject
    private CardService cards;

    @Test
    @Tag("PCI-10.7.3")
    void withoutTheRightToWriteTheTrail_noRequestIsUsedAndNoKeyRenewed() throws Exception {
        Customer anna = Customer.company();
        List<CardUses.Kind> kinds = CardUses.askedFor(anna);
        List<String> before = rows(anna);
        Stores.run("vault", TAKE);
        try {
            for (CardUses.Kind kind : kinds) {
                assertRefused("trail.closed", () -> Staff.custodian().does(kind::take));
            }
            assertRefused("trail.closed", () -> Staff.custodian().gets(() -> rotations.ask(KeyKind.KEK)));
        } finally {
            Stores.run("vault", GIVE);
        }
        assertEquals(before, rows(anna));
        for (CardUses.Kind kind : kinds) {
            Staff.custodian().does(kind::take);
        }
    }

    /** The entry is written in the transaction of the change; this holds also where nobody asks before. */
    @Test
    @Tag("PCI-10.7.3")
    void withoutTheRightToWriteTheTrail_noCardIsChanged() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        List<String> before = rows(anna);
        Stores.run("vault", TAKE);
        try {
            assertThrows(RuntimeException.class, () -> anna.addCard(Customer.MASTERCARD));
            assertThrows(RuntimeException.class, () -> anna.does(() -> cards.delete(card)));
        } finally {
            Stores.run("vault", GIVE);
        }
        assertEquals(before, rows(anna));
    }

    @Test
    @Tag("PCI-10.7.3")
    void whileEntriesWaitTooLong_noRequestIsUsed() throws Exception {
        Customer anna = Customer.company();
        List<CardUses.Kind> kinds = CardUses.askedFor(anna);
        Trail.settle();
        Trail.hold();
        try {
            Stores.run(
                    "vault",
                    "insert into audit_outbox (id, at, actor, operation, outcome, queued_at) values"
                            + " (gen_random_uuid(), now(), 'it', 'it.waits', 'DONE', now() - interval '6 minutes')");
            assertRefused("trail.closed", () -> Staff.custodian().does(kinds.get(2)::take));
        } finally {
            Trail.giveBack();
        }
        Trail.settle();
        Staff.custodian().does(kinds.get(2)::take);
    }

    /** Everything of an account in the vault but the entries on their way. */
    private static List<String> rows(Customer customer) throws SQLException {
        return Stores.column(
                "vault",
                "select state || id from card_request where account_id = '" + customer.account()
                        + "' union all select state || id from charge where account_id = '" + customer.account()
                        + "' union all select state || id from reversal where account_id = '" + customer.account()
                        + "' union all select version || ' ' || id from card where account_id = '" + customer.account()
                        + "' union all select state || id from rotation_job order by 1");
    }
}
