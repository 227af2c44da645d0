package net.korax.ams.charge;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.card.CardService;
import net.korax.ams.card.CustodyEntry;
import net.korax.ams.catalogue.CatalogueService;
import net.korax.ams.catalogue.ServiceOrder;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Race;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.erasure.ErasureService;
import net.korax.ams.ordering.OrderingService;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.TestTime;
import net.korax.ams.shared.Time;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Money is given back under a request of the customer, once for each, and never more of it than was charged. */
class ReversalIT extends ContainerTest {

    private static final int ROUNDS = 20;
    private static final String DECLINED_CARD = "4000000000000002";

    @Inject
    private ReversalService reversals;

    @Inject
    private ChargeService charges;

    @Inject
    private CardRequestService requests;

    @Inject
    private CardService cards;

    @Inject
    private OrderingService ordering;

    @Inject
    private CatalogueService catalogue;

    @Inject
    private ErasureService erasures;

    private Staff clerk;
    private Staff custodian;
    private Customer anna;
    private UUID card;
    private Charge charge;

    @BeforeEach
    void annaHasPaid() throws Exception {
        clerk = Staff.clerk();
        custodian = Staff.custodian();
        anna = Customer.company();
        card = anna.addCard(Customer.VISA);
        charge = pay(anna, card);
    }

    @Test
    void refundInParts_givesBackTheWholeAndNoMore() throws Exception {
        Money part = part(1000);
        UUID first = anna.gets(() -> reversals.ask(charge.getId()));
        Reversal refund = custodian.gets(() -> reversals.refund(first, part));
        assertEquals(Posting.State.APPROVED, refund.getState());
        assertEquals(ServiceOrder.Status.PAID, order());

        Money rest = custodian.gets(() -> reversals.left(charge.getId()));
        assertEquals(charge.getAmount(), part.plus(rest));
        UUID second = anna.gets(() -> reversals.ask(charge.getId()));
        assertEquals(rest, requests(second).getCeiling());
        assertRefused(
                "request.ceiling-exceeded", () -> custodian.does(() -> reversals.refund(second, charge.getAmount())));
        assertEquals(1, Trail.refusals(custodian, "charge.reverse", card));
        custodian.does(() -> reversals.refund(second, rest));

        assertEquals(ServiceOrder.Status.REFUNDED, order());
        assertEquals(2, anna.gets(reversals::mine).size());
        assertTrue(custodian.gets(() -> reversals.left(charge.getId())).isZero());
        assertRefused("reversal.nothing-left", () -> anna.does(() -> reversals.ask(charge.getId())));
        assertRefused("reversal.too-much", () -> record(part));
    }

    @Test
    void refund_standsInTheLedgerAndGoesOutByMail() throws Exception {
        UUID request = record(charge.getAmount());
        custodian.does(() -> reversals.refund(request, charge.getAmount()));
        assertLedger(CustodyEntry.Operation.REFUNDED, request);
        String mail = Mailbox.of(anna.email()).await("money given back");
        assertTrue(mail.contains("4242") && mail.contains(custodian.number()), mail);
    }

    @Test
    void cancellationBeforeSettlement_givesBackTheWhole() throws Exception {
        UUID request = anna.gets(() -> reversals.ask(charge.getId()));
        Reversal cancelled = custodian.gets(() -> reversals.cancel(request));
        assertEquals(Posting.State.APPROVED, cancelled.getState());
        assertEquals(Reversal.Kind.VOID, cancelled.getKind());
        assertEquals(charge.getAmount(), cancelled.getAmount());
        assertEquals(ServiceOrder.Status.REFUNDED, order());
        assertLedger(CustodyEntry.Operation.VOIDED, request);
        Mailbox.of(anna.email()).await("charge cancelled");
    }

    @Test
    void cancellationAfterSettlement_isDeclinedAndARefundWorks() throws Exception {
        UUID late = anna.gets(() -> reversals.ask(charge.getId()));
        TestTime.at(Time.now().plus(Duration.ofMinutes(16)).toString(), () -> {
            Reversal declined = custodian.gets(() -> reversals.cancel(late));
            assertEquals(Posting.State.DECLINED, declined.getState());
            assertEquals("already_settled", declined.getDeclineCode());
        });
        assertEquals(ServiceOrder.Status.PAID, order());
        assertEquals(charge.getAmount(), custodian.gets(() -> reversals.left(charge.getId())));

        UUID again = anna.gets(() -> reversals.ask(charge.getId()));
        Reversal refund = custodian.gets(() -> reversals.refund(again, charge.getAmount()));
        assertEquals(Posting.State.APPROVED, refund.getState());
        assertEquals(ServiceOrder.Status.REFUNDED, order());
    }

    @Test
    void cancellationOfAPart_isRefused() throws Exception {
        UUID request = record(part(1000));
        assertRefused("request.ceiling-exceeded", () -> custodian.does(() -> reversals.cancel(request)));
        assertEquals(CardRequest.State.OPEN, requests(request).getState());
        assertEquals(List.of(), anna.gets(reversals::mine));
    }

    @Test
    void usedRequest_givesNothingBackAgain() throws Exception {
        UUID request = anna.gets(() -> reversals.ask(charge.getId()));
        custodian.does(() -> reversals.refund(request, part(1000)));
        int before = Trail.refusals(custodian, "card-request.use", card);
        assertRefused("request.used", () -> custodian.does(() -> reversals.refund(request, part(1000))));
        assertRefused("request.used", () -> custodian.does(() -> reversals.cancel(request)));
        assertEquals(before + 2, Trail.refusals(custodian, "card-request.use", card));
        assertEquals(1, anna.gets(reversals::mine).size());
    }

    @Test
    void expiredOrWithdrawnRequest_givesNothingBack() throws Exception {
        UUID expired = anna.gets(() -> reversals.ask(charge.getId()));
        Stores.run(
                "vault",
                "update card_request set made_at = made_at - interval '8 days', expires_at = now() - interval '1 second'"
                        + " where id = '" + expired + "'");
        assertRefused("request.expired", () -> custodian.does(() -> reversals.refund(expired, part(1000))));
        // One that has grown too old makes way for the next.
        UUID withdrawn = anna.gets(() -> reversals.ask(charge.getId()));
        anna.does(() -> requests.withdraw(withdrawn));
        assertRefused("request.used", () -> custodian.does(() -> reversals.refund(withdrawn, part(1000))));
        assertEquals(2, Trail.refusals(custodian, "card-request.use", card));
        assertEquals(List.of(), anna.gets(reversals::mine));
    }

    @Test
    void requestForSomethingElse_givesNothingBackAndARefundChargesNothing() throws Exception {
        UUID toCharge = clerk.gets(() -> requests.record(
                anna.account(),
                card,
                CardRequest.Operation.CHARGE,
                charge.getAmount(),
                Channel.PHONE,
                IdentityCheck.CALL_BACK));
        UUID toRefund = record(charge.getAmount());
        assertRefused("request.other-operation", () -> custodian.does(() -> reversals.refund(toCharge, part(1000))));
        assertRefused("request.other-operation", () -> custodian.does(() -> charges.charge(toRefund, part(1000))));
        assertEquals(2, Trail.refusals(custodian, "card-request.use", card));
        assertRefused("not-found", () -> custodian.does(() -> reversals.cancel(toCharge)));
        assertEquals(1, Trail.refusals(custodian, "card-request.use", toCharge));
        assertEquals(1, anna.gets(charges::mine).size());
    }

    @Test
    void withoutARequest_nothingIsGivenBack() throws Exception {
        UUID none = UUID.randomUUID();
        assertRefused("not-found", () -> custodian.does(() -> reversals.refund(none, part(1000))));
        assertRefused("not-found", () -> custodian.does(() -> reversals.cancel(none)));
        assertEquals(2, Trail.refusals(custodian, "card-request.use", none));
    }

    @Test
    @Tag("PCI-10.2.1.4")
    @Tag("P09")
    void anotherCustomersCharge_isNotFoundAndLeavesAnEvent() throws Exception {
        Customer bruno = Customer.company();
        assertRefused("not-found", () -> bruno.does(() -> reversals.ask(charge.getId())));
        assertEquals(1, Trail.refusals(bruno, "charge.ask-back", charge.getId()));
        assertEquals(List.of(), bruno.gets(reversals::mine));
    }

    @Test
    void declinedCharge_hasNothingToGiveBack() throws Exception {
        Charge declined = pay(anna, anna.addCard(DECLINED_CARD));
        assertEquals(Posting.State.DECLINED, declined.getState());
        assertRefused("reversal.not-charged", () -> anna.does(() -> reversals.ask(declined.getId())));
    }

    @Test
    void chargeOfACardDeletedSince_isRefunded() throws Exception {
        UUID request = anna.gets(() -> reversals.ask(charge.getId()));
        anna.does(() -> cards.delete(card));
        Reversal refund = custodian.gets(() -> reversals.refund(request, charge.getAmount()));
        assertEquals(Posting.State.APPROVED, refund.getState());
        assertEquals(ServiceOrder.Status.REFUNDED, order());
    }

    @Test
    void refundWithoutAKnownGateway_leavesTheRequestOpen() throws Exception {
        UUID request = anna.gets(() -> reversals.ask(charge.getId()));
        String gateway = System.setProperty("ams.gateway", "nobody-knows");
        try {
            assertRefused("gateway.unknown", () -> custodian.does(() -> reversals.refund(request, part(1000))));
            assertRefused("gateway.unknown", () -> custodian.does(() -> reversals.cancel(request)));
        } finally {
            System.setProperty("ams.gateway", gateway);
        }
        assertEquals(CardRequest.State.OPEN, requests(request).getState());
        assertEquals(List.of(), anna.gets(reversals::mine));
    }

    @Test
    void ofTwoRequestsForOneChargeAtOnce_oneIsMade() throws Exception {
        try (Race race = new Race(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Throwable> ends = race.run(
                        () -> anna.gets(() -> reversals.ask(charge.getId())), () -> record(charge.getAmount()));
                assertEquals(1, ends.stream().filter(Objects::isNull).count(), ends.toString());
                assertRefused("request.refund-open", () -> {
                    throw ends.get(0) == null ? ends.get(1) : ends.get(0);
                });
                UUID open = anna.gets(requests::mine).get(0).getId();
                anna.does(() -> requests.withdraw(open));
            }
        }
    }

    @Test
    void ofTwoRefundsUnderOneRequestAtOnce_oneIsMade() throws Exception {
        try (Race race = new Race(2)) {
            for (int round = 1; round <= ROUNDS; round++) {
                UUID request = record(part(100));
                List<Throwable> ends = race.run(
                        () -> custodian.gets(() -> reversals.refund(request, part(100))),
                        () -> custodian.gets(() -> reversals.refund(request, part(100))));
                assertEquals(1, ends.stream().filter(Objects::isNull).count(), ends.toString());
                assertEquals(round, anna.gets(reversals::mine).size());
            }
        }
    }

    @Test
    @Tag("PCI-6.2.4")
    void refundsWrittenByPlainSqlAtOnce_neverExceedTheCharge() throws Exception {
        try (Race race = new Race(2)) {
            for (int round = 0; round < ROUNDS; round++) {
                UUID one = usedRequest(charge.getAmount());
                UUID other = usedRequest(charge.getAmount());
                List<Throwable> ends = race.run(
                        () -> insert(one, "REFUND", charge.getAmount()),
                        () -> insert(other, "REFUND", charge.getAmount()));
                assertEquals(1, ends.stream().filter(Objects::isNull).count(), ends.toString());
                Stores.run("vault", "delete from reversal where charge_id = '" + charge.getId() + "'");
            }
        }
    }

    @Test
    void refundWrittenByPlainSql_needsAUsedRequestOfThatChargeAndAmount() throws Exception {
        Charge second = pay(anna, card);
        UUID open = record(charge.getAmount());
        assertNotInserted(open, "REFUND", part(1000));
        anna.does(() -> requests.withdraw(open));
        UUID used = usedRequest(part(1000));
        assertNotInserted(used, "REFUND", part(1001));
        assertNotInserted(used, "REFUND", Money.of(1000, "CHF"));
        assertNotInserted(used, "VOID", part(1000));
        assertNotInserted(second.getRequestId(), "REFUND", part(1000));
        UUID whole = usedRequest(charge.getAmount());
        insert(whole, "REFUND", charge.getAmount());
        assertNotInserted(used, "REFUND", part(1));
    }

    @Test
    void closingAnAccount_waitsForAnUndecidedReversal() throws Exception {
        UUID request = anna.gets(() -> reversals.ask(charge.getId()));
        Reversal refund = custodian.gets(() -> reversals.refund(request, part(1000)));
        // As if its answer had been lost; from the future, so that nobody asks for it meanwhile.
        Stores.run(
                "vault",
                "update reversal set state = 'UNKNOWN', decided_at = null, intended_at = now() + interval '1 hour'"
                        + " where id = '" + refund.getId() + "'");
        assertFalse(anna.gets(() -> erasures.closeMine(anna.number())).isFinished());
        assertEquals(1, Stores.count("vault", "reversal where id = '" + refund.getId() + "'"));

        Stores.run(
                "vault",
                "update reversal set intended_at = now() - interval '1 minute' where id = '" + refund.getId() + "'");
        Patience.until(
                "an erased account",
                () -> Stores.count("vault", "reversal where account_id = '" + anna.account() + "'") == 0);
    }

    private Charge pay(Customer customer, UUID with) throws Exception {
        UUID request = customer.gets(() -> ordering.order("ssl-certificate", with));
        return custodian.gets(
                () -> charges.charge(request, requests.get(request).getCeiling()));
    }

    private Money part(long minor) {
        return new Money(minor, charge.getAmount().currency());
    }

    private ServiceOrder.Status order() throws Exception {
        return anna.gets(catalogue::myOrders).get(0).getStatus();
    }

    private CardRequest requests(UUID id) throws Exception {
        return clerk.gets(() -> requests.get(id));
    }

    private UUID record(Money ceiling) throws Exception {
        return clerk.gets(() -> reversals.record(charge.getId(), ceiling, Channel.PHONE, IdentityCheck.CALL_BACK));
    }

    private UUID usedRequest(Money ceiling) throws Exception {
        UUID request = record(ceiling);
        Stores.run(
                "vault",
                "update card_request set state = 'USED', used_at = now(), used_by = made_by where id = '" + request
                        + "'");
        return request;
    }

    private Void insert(UUID request, String kind, Money amount) throws SQLException {
        UUID id = UUID.randomUUID();
        Stores.runAs(
                "ams_vault_app",
                "vault",
                "insert into reversal (id, account_id, charge_id, request_id, kind, amount_minor, currency,"
                        + " merchant_reference, state, intended_at) values ('" + id + "', '" + anna.account() + "', '"
                        + charge.getId() + "', '" + request + "', '" + kind + "', " + amount.minor() + ", '"
                        + amount.currency() + "', 'sql-" + id + "', 'INTENDED', now() + interval '1 hour')");
        return null;
    }

    private void assertNotInserted(UUID request, String kind, Money amount) {
        SQLException refused = assertThrows(SQLException.class, () -> insert(request, kind, amount));
        assertTrue(refused.getMessage().contains("is not covered by its charge and request"), refused.getMessage());
    }

    private void assertLedger(CustodyEntry.Operation operation, UUID request) throws Exception {
        CustodyEntry line = anna.gets(cards::ledger).get(0);
        assertEquals(operation, line.getOperation());
        assertEquals(card, line.getCardId());
        assertEquals(custodian.number(), line.getStaffNumber());
        assertEquals(request, line.getRequestId());
    }
}
