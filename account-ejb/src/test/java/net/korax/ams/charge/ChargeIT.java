package net.korax.ams.charge;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.card.CardService;
import net.korax.ams.card.CustodyEntry;
import net.korax.ams.catalogue.CatalogueService;
import net.korax.ams.catalogue.ServiceOrder;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.ordering.OrderingService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P14: an ordered service is charged to a stored card, at most once, whatever the payment gateway answers. */
class ChargeIT extends ContainerTest {

    private static final String DECLINED = "4000000000000002";
    private static final String INSUFFICIENT_FUNDS = "4000000000009995";
    private static final String ANSWER_LOST = "4000000000000119";
    private static final String ANSWERED_TWICE = "4012888888881881";

    @Inject
    private OrderingService ordering;

    @Inject
    private CatalogueService catalogue;

    @Inject
    private CardRequestService requests;

    @Inject
    private CardService cards;

    @Inject
    private ChargeService charges;

    @Test
    @Tag("P14")
    void approvedCharge_paysTheOrder() throws Exception {
        Customer anna = Customer.company();
        Charge charge = orderAndCharge(anna, Customer.VISA);
        assertEquals(Posting.State.APPROVED, charge.getState());
        assertNotNull(charge.getGatewayReference());
        assertEquals(ServiceOrder.Status.PAID, order(anna));
        assertEquals(charge.getId(), anna.gets(charges::mine).get(0).getId());
    }

    @Test
    void declinedCharge_declinesTheOrderWithTheReason() throws Exception {
        Customer anna = Customer.company();
        Charge charge = orderAndCharge(anna, DECLINED);
        assertEquals(Posting.State.DECLINED, charge.getState());
        assertEquals("generic_decline", charge.getDeclineCode());
        assertEquals(ServiceOrder.Status.DECLINED, order(anna));
    }

    @Test
    void chargeBeyondTheFunds_declinesTheOrderWithThatReason() throws Exception {
        Customer anna = Customer.company();
        Charge charge = orderAndCharge(anna, INSUFFICIENT_FUNDS);
        assertEquals(Posting.State.DECLINED, charge.getState());
        assertEquals("insufficient_funds", charge.getDeclineCode());
        assertEquals(ServiceOrder.Status.DECLINED, order(anna));
    }

    @Test
    @Tag("R15")
    void chargeWhoseAnswerWasLost_isAskedForAndNotMadeAgain() throws Exception {
        Customer anna = Customer.company();
        Charge charge = orderAndCharge(anna, ANSWER_LOST);
        assertEquals(Posting.State.UNKNOWN, charge.getState());
        assertNull(charge.getDecidedAt());
        assertEquals(ServiceOrder.Status.REQUESTED, order(anna));

        Patience.until("a paid order", () -> order(anna) == ServiceOrder.Status.PAID);
        List<Charge> made = anna.gets(charges::mine);
        assertEquals(1, made.size());
        assertEquals(Posting.State.APPROVED, made.get(0).getState());
        assertEquals(charge.getMerchantReference(), made.get(0).getMerchantReference());
        assertEquals(1, charged(anna));
    }

    @Test
    void chargeThatTheGatewayNeverSaw_isDeclinedOnlyAfterSomePatience() throws Exception {
        Customer anna = Customer.company();
        Charge charge = orderAndCharge(anna, Customer.VISA);
        // As if the server had died between writing the charge down and sending it.
        Stores.run(
                "vault",
                "update charge set state = 'INTENDED', gateway_reference = null, decided_at = null,"
                        + " merchant_reference = 'never-sent-" + charge.getId()
                        + "', intended_at = now() - interval '1 minute' where id = '" + charge.getId() + "'");
        Patience.until("an asked charge", () -> state(anna) == Posting.State.UNKNOWN);
        Stores.run(
                "vault",
                "update charge set intended_at = now() - interval '11 minutes' where id = '" + charge.getId() + "'");
        Patience.until("a decided charge", () -> state(anna) == Posting.State.DECLINED);
        assertEquals("never_processed", anna.gets(charges::mine).get(0).getDeclineCode());
    }

    @Test
    @Tag("R15")
    void chargeAnsweredTwice_isOne() throws Exception {
        Customer anna = Customer.company();
        Charge charge = orderAndCharge(anna, ANSWERED_TWICE);
        assertEquals(Posting.State.APPROVED, charge.getState());
        assertEquals(1, anna.gets(charges::mine).size());
        assertEquals(1, charged(anna));
        assertEquals(ServiceOrder.Status.PAID, order(anna));
    }

    @Test
    void orderWithoutACardOfOnesOwn_isCancelled() throws Exception {
        Customer anna = Customer.company();
        UUID brunos = Customer.company().addCard(Customer.VISA);
        assertRefused("not-found", () -> anna.does(() -> ordering.order("ssl-certificate", brunos)));
        assertEquals(ServiceOrder.Status.CANCELLED, order(anna));
        assertEquals(List.of(), anna.gets(requests::mine));
    }

    private Charge orderAndCharge(Customer customer, String pan) throws Exception {
        UUID card = customer.addCard(pan);
        UUID request = customer.gets(() -> ordering.order("ssl-certificate", card));
        Staff custodian = Staff.custodian();
        return custodian.gets(
                () -> charges.charge(request, requests.get(request).getCeiling()));
    }

    private ServiceOrder.Status order(Customer customer) throws Exception {
        return customer.gets(catalogue::myOrders).get(0).getStatus();
    }

    private Posting.State state(Customer customer) throws Exception {
        return customer.gets(charges::mine).get(0).getState();
    }

    private long charged(Customer customer) throws Exception {
        return customer.gets(cards::ledger).stream()
                .filter(line -> line.getOperation() == CustodyEntry.Operation.CHARGED)
                .count();
    }
}
