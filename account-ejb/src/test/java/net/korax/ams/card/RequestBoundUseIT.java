package net.korax.ams.card;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Race;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.shared.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P17 and P19: no staff hand touches a card but under a customer's request, for what it says, once. */
@Tag("P19")
class RequestBoundUseIT extends ContainerTest {

    private static final Money PRICE = Money.of(4900, "EUR");
    private static final Money MORE = Money.of(4901, "EUR");
    private static final Money OTHER_CURRENCY = Money.of(4900, "CHF");

    @Inject
    private ChargeService charges;

    @Inject
    private CustodyService custody;

    @Inject
    private CardService cards;

    @Inject
    private CardRequestService requests;

    @Inject
    private PanIntake intake;

    private Staff clerk;
    private Staff custodian;

    @BeforeEach
    void staffComeToWork() throws SQLException {
        clerk = Staff.clerk();
        custodian = Staff.custodian();
    }

    @Test
    void chargeWithoutARequest_isRefused() throws Exception {
        UUID none = UUID.randomUUID();
        assertRefused("not-found", () -> custodian.does(() -> charges.charge(none, PRICE)));
        assertEquals(1, Trail.refusals(custodian, "card-request.use", none));
    }

    @Test
    void useWithoutARequest_isRefused() throws Exception {
        UUID none = UUID.randomUUID();
        intake.take(Customer.VISA);
        assertRefused(
                "not-found", () -> custodian.does(() -> custody.add(none, Customer.IN_TWO_YEARS, Customer.CARDHOLDER)));
        assertRefused(
                "not-found",
                () -> custodian.does(() -> custody.edit(none, Customer.IN_TWO_YEARS, Customer.CARDHOLDER)));
        assertRefused("not-found", () -> custodian.does(() -> custody.delete(none)));
        assertEquals(3, Trail.refusals(custodian, "card-request.use", none));
    }

    @Test
    void chargeUnderAUsedRequest_isRefused() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID request = record(anna, card, CardRequest.Operation.CHARGE, PRICE);
        custodian.does(() -> charges.charge(request, PRICE));
        assertChargeRefused("request.used", anna, card, request, PRICE, CardRequest.State.USED);
        assertEquals(1, chargesOf(anna));
    }

    @Test
    void chargeUnderAWithdrawnRequest_isRefused() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID request = record(anna, card, CardRequest.Operation.CHARGE, PRICE);
        anna.does(() -> requests.withdraw(request));
        assertChargeRefused("request.used", anna, card, request, PRICE, CardRequest.State.WITHDRAWN);
    }

    @Test
    void chargeUnderAnExpiredRequest_isRefused() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID request = record(anna, card, CardRequest.Operation.CHARGE, PRICE);
        age(request);
        assertChargeRefused("request.expired", anna, card, request, PRICE, CardRequest.State.OPEN);
    }

    @Test
    void chargeUnderARequestForSomethingElse_isRefused() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        for (CardRequest.Operation other : List.of(CardRequest.Operation.EDIT, CardRequest.Operation.DELETE)) {
            UUID request = record(anna, card, other, null);
            assertChargeRefused("request.other-operation", anna, card, request, PRICE, CardRequest.State.OPEN);
        }
    }

    @Test
    void chargeAboveTheCeiling_isRefused() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID request = record(anna, card, CardRequest.Operation.CHARGE, PRICE);
        assertChargeRefused("request.ceiling-exceeded", anna, card, request, MORE, CardRequest.State.OPEN);
    }

    @Test
    void chargeInAnotherCurrency_isRefused() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID request = record(anna, card, CardRequest.Operation.CHARGE, PRICE);
        assertChargeRefused("request.ceiling-exceeded", anna, card, request, OTHER_CURRENCY, CardRequest.State.OPEN);
    }

    @Test
    void chargeOfACardThatHasExpiredSince_isRefused() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID request = record(anna, card, CardRequest.Operation.CHARGE, PRICE);
        Stores.run("vault", "update card set expiry = '2021-01' where id = '" + card + "'");
        assertChargeRefused("card.expired", anna, card, request, PRICE, CardRequest.State.OPEN);
    }

    @Test
    void chargeOfLessThanTheCeiling_isAllowedOnce() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID request = record(anna, card, CardRequest.Operation.CHARGE, PRICE);
        Money less = Money.of(100, "EUR");
        assertEquals(less, custodian.gets(() -> charges.charge(request, less)).getAmount());
        assertChargeRefused("request.used", anna, card, request, less, CardRequest.State.USED);
    }

    @Test
    void requestForAnotherCustomersCard_isNotRecorded() throws Exception {
        Customer anna = Customer.company();
        Customer bruno = Customer.company();
        UUID annas = anna.addCard(Customer.VISA);
        assertRefused("not-found", () -> record(bruno, annas, CardRequest.Operation.CHARGE, PRICE));
        assertRefused("not-found", () -> record(bruno, annas, CardRequest.Operation.DELETE, null));
    }

    @Test
    @Tag("PCI-7.2.6")
    void chargeWrittenByPlainSql_needsAUsedRequestForThatCardAccountAndAmount() throws Exception {
        Customer anna = Customer.company();
        Customer bruno = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID other = anna.addCard(Customer.MASTERCARD);
        UUID brunos = bruno.addCard(Customer.VISA);
        UUID open = record(anna, card, CardRequest.Operation.CHARGE, PRICE);
        UUID used = record(anna, card, CardRequest.Operation.CHARGE, PRICE);
        Stores.run(
                "vault",
                "update card_request set state = 'USED', used_at = now(), used_by = made_by where id = '" + used + "'");
        for (String role : List.of("ams_vault_app", "ams_vault_owner")) {
            assertNoCharge(role, anna, card, open, PRICE);
            assertNoCharge(role, anna, other, used, PRICE);
            assertNoCharge(role, bruno, brunos, used, PRICE);
            assertNoCharge(role, anna, card, used, MORE);
            assertNoCharge(role, anna, card, used, OTHER_CURRENCY);
        }
        Stores.runAs("ams_vault_app", "vault", charge(anna, card, used, PRICE));
    }

    @Test
    @Tag("PCI-6.2.4")
    @Tag("R10")
    void ofTwoChargesUnderOneRequestAtOnce_oneIsMade() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        try (Race race = new Race(2)) {
            for (int round = 1; round <= 20; round++) {
                UUID request = record(anna, card, CardRequest.Operation.CHARGE, PRICE);
                List<Throwable> ends = race.run(
                        () -> custodian.gets(() -> charges.charge(request, PRICE)),
                        () -> custodian.gets(() -> charges.charge(request, PRICE)));
                assertEquals(1, ends.stream().filter(Objects::isNull).count(), ends.toString());
                assertRefused("request.used", () -> {
                    throw ends.get(0) == null ? ends.get(1) : ends.get(0);
                });
                assertEquals(round, chargesOf(anna));
            }
        }
    }

    @Test
    void addUnderARequest_storesTheNumberOnce() throws Exception {
        Customer anna = Customer.company();
        UUID request = record(anna, null, CardRequest.Operation.ADD, null);
        intake.take(Customer.VISA);
        UUID card = custodian.gets(() -> custody.add(request, Customer.IN_TWO_YEARS, Customer.CARDHOLDER));
        assertEquals("4242", anna.gets(() -> cards.get(card)).getLastFour());
        assertUsedInTheOpen(anna, card, CustodyEntry.Operation.ADDED, request);
        Mailbox.of(anna.email()).await("our staff, number " + custodian.number());

        intake.take(Customer.MASTERCARD);
        assertRefused(
                "request.used",
                () -> custodian.does(() -> custody.add(request, Customer.IN_TWO_YEARS, Customer.CARDHOLDER)));
        assertEquals(1, anna.gets(cards::list).size());
    }

    @Test
    void editUnderARequest_changesExpiryAndHolderOnce() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID request = record(anna, card, CardRequest.Operation.EDIT, null);
        Expiry later = new Expiry(YearMonth.now().plusYears(6));
        CardholderName holder = new CardholderName("Greta Lie");
        custodian.does(() -> custody.edit(request, later, holder));

        Card edited = anna.gets(() -> cards.get(card));
        assertEquals(later, edited.getExpiry());
        assertEquals(holder, edited.getHolder());
        assertUsedInTheOpen(anna, card, CustodyEntry.Operation.EDITED, request);
        Mailbox.of(anna.email()).await("details changed");
        assertRefused("request.used", () -> custodian.does(() -> custody.edit(request, later, holder)));
    }

    @Test
    void deleteUnderARequest_deletesOnceAndStaysInTheLedger() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID request = record(anna, card, CardRequest.Operation.DELETE, null);
        custodian.does(() -> custody.delete(request));

        assertEquals(List.of(), anna.gets(cards::list));
        assertUsedInTheOpen(anna, card, CustodyEntry.Operation.DELETED, request);
        Mailbox.of(anna.email()).await("a deleted card");
        assertRefused("request.used", () -> custodian.does(() -> custody.delete(request)));
    }

    @Test
    @Tag("PCI-10.2.1.1")
    void chargeUnderARequest_standsInTheLedgerAndGoesOutByMail() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID request = record(anna, card, CardRequest.Operation.CHARGE, PRICE);
        custodian.does(() -> charges.charge(request, PRICE));
        assertUsedInTheOpen(anna, card, CustodyEntry.Operation.CHARGED, request);
        String mail = Mailbox.of(anna.email()).await("charged");
        assertTrue(mail.contains("4242") && mail.contains(custodian.number()), mail);
    }

    @Test
    void failedUse_leavesTheRequestOpen() throws Exception {
        Customer anna = Customer.company();
        UUID request = record(anna, null, CardRequest.Operation.ADD, null);
        assertRefused(
                "pan.required",
                () -> custodian.does(() -> custody.add(request, Customer.IN_TWO_YEARS, Customer.CARDHOLDER)));
        assertEquals(CardRequest.State.OPEN, state(request));
        assertEquals(List.of(), anna.gets(cards::ledger));
    }

    @Test
    void deletedCard_withdrawsItsOpenRequests() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        UUID other = anna.addCard(Customer.MASTERCARD);
        UUID request = record(anna, card, CardRequest.Operation.CHARGE, PRICE);
        UUID untouched = record(anna, other, CardRequest.Operation.CHARGE, PRICE);
        anna.does(() -> cards.delete(card));

        assertEquals(CardRequest.State.WITHDRAWN, state(request));
        assertEquals(CardRequest.State.OPEN, state(untouched));
        assertNull(clerk.gets(() -> requests.cardOf(request)));
        assertRefused("request.used", () -> custodian.does(() -> charges.charge(request, PRICE)));
    }

    @Test
    void customerWithdrawsOwnRequestsAlone() throws Exception {
        Customer anna = Customer.company();
        Customer bruno = Customer.company();
        UUID request = record(bruno, bruno.addCard(Customer.VISA), CardRequest.Operation.CHARGE, PRICE);

        assertRefused("not-found", () -> anna.does(() -> requests.withdraw(request)));
        assertEquals(1, Trail.refusals(anna, "card-request.withdraw", request));
        assertEquals(List.of(), anna.gets(requests::mine));
        assertEquals(CardRequest.State.OPEN, state(request));

        bruno.does(() -> requests.withdraw(request));
        assertEquals(CardRequest.State.WITHDRAWN, state(request));
        assertRefused("request.used", () -> bruno.does(() -> requests.withdraw(request)));
    }

    @Test
    void staffCannotRecordARequestAsMadeInThePortal() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        assertRefused(
                "request.not-by-portal",
                () -> clerk.does(() -> requests.record(
                        anna.account(),
                        card,
                        CardRequest.Operation.CHARGE,
                        PRICE,
                        Channel.PORTAL,
                        IdentityCheck.CALL_BACK)));
        assertRefused(
                "request.not-by-portal",
                () -> clerk.does(() -> requests.record(
                        anna.account(),
                        card,
                        CardRequest.Operation.CHARGE,
                        PRICE,
                        Channel.PHONE,
                        IdentityCheck.SIGNED_IN)));
        assertRefused("request.ceiling", () -> record(anna, card, CardRequest.Operation.CHARGE, null));
    }

    private UUID record(Customer customer, UUID card, CardRequest.Operation operation, Money ceiling) throws Exception {
        return clerk.gets(() ->
                requests.record(customer.account(), card, operation, ceiling, Channel.PHONE, IdentityCheck.CALL_BACK));
    }

    private void assertChargeRefused(
            String code, Customer customer, UUID card, UUID request, Money amount, CardRequest.State stays)
            throws Exception {
        long before = chargesOf(customer);
        int lines = customer.gets(cards::ledger).size();
        int remembered = refusedCharges(card);
        assertRefused(code, () -> custodian.does(() -> charges.charge(request, amount)));
        assertEquals(stays, state(request));
        // A charge is committed before the gateway hears of it; where there is none, nothing was sent.
        assertEquals(before, chargesOf(customer));
        assertEquals(lines, customer.gets(cards::ledger).size());
        assertEquals(remembered + 1, refusedCharges(card));
    }

    private int refusedCharges(UUID card) throws SQLException {
        return Trail.refusals(custodian, "card-request.use", card) + Trail.refusals(custodian, "card.charge", card);
    }

    /** The customer sees the use, the number of who did it, and the request. */
    private void assertUsedInTheOpen(Customer customer, UUID card, CustodyEntry.Operation operation, UUID request)
            throws Exception {
        CustodyEntry line = customer.gets(cards::ledger).get(0);
        assertEquals(card, line.getCardId());
        assertEquals(operation, line.getOperation());
        assertEquals(CustodyEntry.By.STAFF, line.getBy());
        assertEquals(custodian.number(), line.getStaffNumber());
        assertEquals(request, line.getRequestId());
        assertEquals(CardRequest.State.USED, state(request));
    }

    private CardRequest.State state(UUID request) throws Exception {
        return clerk.gets(() -> requests.get(request)).getState();
    }

    private static void age(UUID request) throws SQLException {
        Stores.run(
                "vault",
                "update card_request set made_at = made_at - interval '8 days', expires_at = now() - interval '1 second'"
                        + " where id = '" + request + "'");
    }

    private static long chargesOf(Customer customer) throws SQLException {
        return Stores.count("vault", "charge where account_id = '" + customer.account() + "'");
    }

    private static void assertNoCharge(String role, Customer customer, UUID card, UUID request, Money amount) {
        SQLException refused = assertThrows(
                SQLException.class, () -> Stores.runAs(role, "vault", charge(customer, card, request, amount)));
        assertTrue(refused.getMessage().contains("has no request that allows it"), refused.getMessage());
    }

    private static String charge(Customer customer, UUID card, UUID request, Money amount) {
        UUID id = UUID.randomUUID();
        return "insert into charge (id, account_id, card_id, request_id, amount_minor, currency, merchant_reference,"
                + " state, intended_at) values ('" + id + "', '" + customer.account() + "', '" + card + "', '" + request
                + "', " + amount.minor() + ", '" + amount.currency() + "', 'sql-" + id + "', 'INTENDED', now())";
    }
}
