package net.korax.ams.charge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

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
import net.korax.ams.ordering.OrderingService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Charges through an acquirer that speaks Stripe's protocol: one is booked at most, whatever becomes of its answer. */
class StripeIT extends ContainerTest {

    private static final String DECLINED = "4000000000000002";
    private static final String ANSWER_LOST = "4000000000000119";
    private static final String ANSWER_BROKEN = "4000000000001976";
    private static final String NEVER_ARRIVED = "4000000000009987";

    @Inject
    private OrderingService ordering;

    @Inject
    private CatalogueService catalogue;

    @Inject
    private CardRequestService requests;

    @Inject
    private ChargeService charges;

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
