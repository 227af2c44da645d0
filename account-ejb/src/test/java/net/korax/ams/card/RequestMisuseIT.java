package net.korax.ams.card;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.container.CardUses;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P19, for every kind of use alike: without a request, under a closed one, a foreign one, another card's, and twice. */
@Tag("PCI-10.2.1.4")
@Tag("P19")
class RequestMisuseIT extends ContainerTest {

    @Inject
    private CardRequestService requests;

    @Inject
    private CardService cards;

    @Inject
    private ChargeService charges;

    private Staff custodian;
    private Customer anna;
    private List<CardUses.Kind> uses;

    @BeforeEach
    void everyKindOfUseIsAskedFor() throws Exception {
        custodian = Staff.custodian();
        anna = Customer.company();
        uses = CardUses.askedFor(anna);
    }

    @Test
    @Tag("PCI-10.2.1.1")
    void everyUse_standsInTheCustomersLedger_withStaffNumberRequestAndTime() throws Exception {
        for (CardUses.Kind use : uses) {
            Instant before = Instant.now().minusMillis(1);
            custodian.does(use::take);
            CustodyEntry line = anna.gets(cards::ledger).stream()
                    .filter(entry -> use.request().equals(entry.getRequestId()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(use.audited()));
            assertEquals(custodian.number(), line.getStaffNumber(), use.audited());
            assertEquals(CustodyEntry.By.STAFF, line.getBy(), use.audited());
            assertTrue(
                    !line.getAt().isBefore(before) && !line.getAt().isAfter(Instant.now()),
                    () -> use.audited() + " at " + line.getAt());
        }
    }

    @Test
    void withoutARequest_nothingIsDone() throws Exception {
        for (CardUses.Kind use : uses) {
            long lines = lines(anna);
            UUID none = UUID.randomUUID();
            assertRefused("not-found", () -> custodian.does(() -> use.use().under(none)));
            assertRefused("not-found", () -> custodian.does(() -> use.use().under(null)));
            assertEquals(1, Trail.refusals(custodian, "card-request.use", none), use.audited());
            assertEquals(lines, lines(anna), use.audited());
        }
    }

    @Test
    void underAWithdrawnRequest_nothingIsDone() throws Exception {
        for (CardUses.Kind use : uses) {
            anna.does(() -> requests.withdraw(use.request()));
            assertNothingDone("request.used", use, CardRequest.State.WITHDRAWN);
        }
    }

    @Test
    void underAnExpiredRequest_nothingIsDone() throws Exception {
        for (CardUses.Kind use : uses) {
            change(use.request(), "made_at = made_at - interval '8 days', expires_at = now() - interval '1 second'");
            assertNothingDone("request.expired", use, CardRequest.State.OPEN);
        }
    }

    @Test
    void underARequestForAnotherUse_nothingIsDone() throws Exception {
        for (CardUses.Kind use : uses) {
            for (CardUses.Kind other : uses) {
                if (operation(use) != operation(other)) {
                    long lines = lines(anna);
                    assertRefused(
                            use == uses.get(1) ? "not-found" : "request.other-operation",
                            () -> custodian.does(() -> use.use().under(other.request())));
                    assertEquals(CardRequest.State.OPEN, state(other.request()));
                    assertEquals(lines, lines(anna));
                }
            }
        }
    }

    /** A use names a request and nothing else, so that somebody else's request reaches that person's card alone. */
    @Test
    void underAnotherCustomersRequest_onesOwnCardsAreNotTouched() throws Exception {
        Customer bruno = Customer.company();
        long lines = lines(anna);
        for (CardUses.Kind use : CardUses.askedFor(bruno)) {
            custodian.does(use::take);
        }
        assertEquals(lines, lines(anna));
        assertEquals(2, anna.gets(cards::list).size());
        assertEquals(2, anna.gets(charges::mine).size());
    }

    /** Written by somebody with SQL: the account of one customer, the card of another. */
    @Test
    void underARequestForAnotherCustomersCard_nothingIsDone() throws Exception {
        Customer bruno = Customer.company();
        UUID brunos = bruno.addCard(Customer.VISA);
        long brunosLines = lines(bruno);
        for (CardUses.Kind use : uses) {
            if (use.card() != null && !use.audited().equals("charge.reverse")) {
                change(use.request(), "card_id = '" + brunos + "'");
                assertRefusedAndOpen(use, brunos);
            }
        }
        assertEquals(brunosLines, lines(bruno));
        assertEquals(1, bruno.gets(cards::list).size());
        assertEquals(List.of(), bruno.gets(charges::mine));
    }

    @Test
    @Tag("PCI-10.2.1.1")
    void usedTwice_standsInTheTrailAndTheLedgerOnce() throws Exception {
        for (CardUses.Kind use : uses) {
            custodian.does(use::take);
            assertRefused("request.used", () -> custodian.does(use::take));
            assertEquals(
                    1,
                    Trail.entries("operation = '" + use.audited() + "' and outcome = 'DONE' and request_id = '"
                                    + use.request() + "' and actor = '" + custodian.user() + "'")
                            .size(),
                    use.audited());
            assertEquals(
                    1,
                    Stores.count("vault", "custody_entry where request_id = '" + use.request() + "'"),
                    use.audited());
        }
    }

    private void assertRefusedAndOpen(CardUses.Kind use, UUID foreignCard) throws Exception {
        int before = Trail.refusals(custodian, "card-request.use", foreignCard);
        long lines = lines(anna);
        assertRefused("not-found", () -> custodian.does(use::take));
        assertEquals(before + 1, Trail.refusals(custodian, "card-request.use", foreignCard), use.audited());
        assertEquals(CardRequest.State.OPEN, state(use.request()), use.audited());
        assertEquals(lines, lines(anna), use.audited());
    }

    private void assertNothingDone(String code, CardUses.Kind use, CardRequest.State stays) throws Exception {
        long lines = lines(anna);
        long moved = moved(anna);
        assertRefused(code, () -> custodian.does(use::take));
        assertEquals(stays, state(use.request()), use.audited());
        assertEquals(lines, lines(anna), use.audited());
        assertEquals(moved, moved(anna), use.audited());
    }

    private CardRequest.Operation operation(CardUses.Kind use) throws Exception {
        return custodian.gets(() -> requests.get(use.request())).getOperation();
    }

    private CardRequest.State state(UUID request) throws Exception {
        return custodian.gets(() -> requests.get(request)).getState();
    }

    private static void change(UUID request, String columns) throws SQLException {
        Stores.run("vault", "update card_request set " + columns + " where id = '" + request + "'");
    }

    private static long lines(Customer customer) throws SQLException {
        return Stores.count("vault", "custody_entry where account_id = '" + customer.account() + "'");
    }

    private static long moved(Customer customer) throws SQLException {
        String own = " where account_id = '" + customer.account() + "'";
        return Stores.count("vault", "charge" + own) + Stores.count("vault", "reversal" + own);
    }
}
