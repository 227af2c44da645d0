package net.korax.ams.charge;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.card.StripeStub;
import net.korax.ams.catalogue.CatalogueService;
import net.korax.ams.catalogue.ServiceOrder;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.ordering.OrderingService;
import net.korax.ams.outbound.WaysOut;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Charges through an acquirer that speaks Stripe's protocol: one is booked at most, whatever becomes of its answer. */
class StripeIT extends ContainerTest {

    private static final String DECLINED = "4000000000000002";
    private static final String ANSWER_LOST = "4000000000000119";
    private static final String ANSWER_BROKEN = "4000000000001976";
    private static final String NO_WAY_OUT = "operation = 'outbound.closed' and outcome = 'REFUSED'";
    private static final String NEVER_ARRIVED = "4000000000009987";

    @Inject
    private OrderingService ordering;

    @Inject
    private CatalogueService catalogue;

    @Inject
    private CardRequestService requests;

    @Inject
    private ChargeService charges;

    @Inject
    private WaysOut ways;

    private StripeStub stripe;
    private String gatewayBefore;
    private Customer anna;

    @BeforeEach
    void chargesGoToStripe() throws Exception {
        stripe = new StripeStub();
        Path key = Files.createTempDirectory("stripe").resolve("key");
        Files.writeString(key, StripeStub.KEY + "\n");
        System.setProperty("ams.gateway.url", stripe.address());
        System.setProperty("ams.gateway.key-file", key.toString());
        gatewayBefore = System.setProperty("ams.gateway", "stripe");
        anna = Customer.company();
    }

    @AfterEach
    void chargesGoWhereTheyWent() {
        System.setProperty("ams.gateway", gatewayBefore);
        System.clearProperty("ams.gateway.url");
        System.clearProperty("ams.gateway.key-file");
        stripe.close();
    }

    @Test
    void approvedCharge_isBookedOnceAndPaysTheOrder() throws Exception {
        Charge charge = orderAndCharge(Customer.VISA);
        assertEquals(Posting.State.APPROVED, charge.getState());
        assertEquals(1, stripe.booked(charge.getMerchantReference()));
        assertEquals(ServiceOrder.Status.PAID, order());
    }

    @Test
    void declinedCharge_isNotBookedAndDeclinesTheOrder() throws Exception {
        Charge charge = orderAndCharge(DECLINED);
        assertEquals(Posting.State.DECLINED, charge.getState());
        assertEquals("insufficient_funds", charge.getDeclineCode());
        assertEquals(0, stripe.booked(charge.getMerchantReference()));
        assertEquals(ServiceOrder.Status.DECLINED, order());
    }

    @Test
    @Tag("R15")
    void lostAnswer_isAskedForAndNotSentAgain() throws Exception {
        assertFoundByAsking(orderAndCharge(ANSWER_LOST));
    }

    @Test
    void brokenAnswer_isAskedForAndNotSentAgain() throws Exception {
        assertFoundByAsking(orderAndCharge(ANSWER_BROKEN));
    }

    @Test
    void chargeThatNeverArrived_isDeclinedAfterSomePatience() throws Exception {
        Charge charge = orderAndCharge(NEVER_ARRIVED);
        assertEquals(Posting.State.UNKNOWN, charge.getState());
        assertEquals(ServiceOrder.Status.REQUESTED, order());
        Stores.run(
                "vault",
                "update charge set intended_at = now() - interval '11 minutes' where id = '" + charge.getId() + "'");
        Patience.until("a declined order", () -> order() == ServiceOrder.Status.DECLINED);
        assertEquals("never_processed", anna.gets(charges::mine).get(0).getDeclineCode());
        assertEquals(0, stripe.booked(charge.getMerchantReference()));
    }

    /** P01: a mistake in the gateway's address leads nowhere. */
    @Test
    @Tag("P01")
    void gatewayThatIsNoWayOut_isNotReachedAndTheRequestStays() throws Exception {
        UUID card = anna.addCard(Customer.VISA);
        UUID request = anna.gets(() -> ordering.order("ssl-certificate", card));
        Staff carl = Staff.custodian();
        System.setProperty("ams.gateway.url", "https://gateway.elsewhere.example");
        int before = Trail.entries(NO_WAY_OUT).size();
        assertRefused(
                "outbound.closed",
                () -> carl.gets(
                        () -> charges.charge(request, requests.get(request).getCeiling())));
        assertTrue(Trail.entries(NO_WAY_OUT).size() > before);
        assertTrue(carl.gets(() -> requests.get(request)).isLive());
        System.setProperty("ams.outbound", "mail.elsewhere.example, GATEWAY.elsewhere.example");
        try {
            ways.require("gateway.elsewhere.example");
        } finally {
            System.clearProperty("ams.outbound");
        }
    }

    private void assertFoundByAsking(Charge charge) throws Exception {
        assertEquals(Posting.State.UNKNOWN, charge.getState());
        assertNull(charge.getDecidedAt());
        assertEquals(ServiceOrder.Status.REQUESTED, order());
        Patience.until("a paid order", () -> order() == ServiceOrder.Status.PAID);
        List<Charge> made = anna.gets(charges::mine);
        assertEquals(1, made.size());
        assertEquals(Posting.State.APPROVED, made.get(0).getState());
        assertEquals(1, stripe.booked(charge.getMerchantReference()));
    }

    private Charge orderAndCharge(String pan) throws Exception {
        UUID card = anna.addCard(pan);
        UUID request = anna.gets(() -> ordering.order("ssl-certificate", card));
        return Staff.custodian()
                .gets(() -> charges.charge(request, requests.get(request).getCeiling()));
    }

    private ServiceOrder.Status order() throws Exception {
        return anna.gets(catalogue::myOrders).get(0).getStatus();
    }
}
