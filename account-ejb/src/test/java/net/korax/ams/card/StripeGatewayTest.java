package net.korax.ams.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.UUID;
import net.korax.ams.card.GatewayAnswer.State;
import net.korax.ams.shared.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's adapter against a server that speaks its protocol, faults included. */
class StripeGatewayTest {

    private static final Expiry EXPIRY = new Expiry(YearMonth.of(2031, 5));
    private static final Money AMOUNT = Money.of(4900, "EUR");

    @TempDir
    private Path folder;

    private final StripeGateway gateway = new StripeGateway();
    private StripeStub stripe;

    @BeforeEach
    void open() throws IOException {
        stripe = new StripeStub();
        Path key = Files.writeString(folder.resolve("key"), StripeStub.KEY + "\n");
        System.setProperty("ams.gateway.url", stripe.address());
        System.setProperty("ams.gateway.key-file", key.toString());
    }

    @AfterEach
    void close() {
        stripe.close();
        System.clearProperty("ams.gateway.url");
        System.clearProperty("ams.gateway.key-file");
    }

    private GatewayAnswer charge(String number, String reference) {
        try (Pan pan = Pan.of(number)) {
            return gateway.charge(pan, EXPIRY, AMOUNT, reference);
        }
    }

    private static String reference() {
        return "ams-" + UUID.randomUUID();
    }

    @Test
    void goodCard_isApprovedOnceForItsReference() {
        String reference = reference();
        GatewayAnswer first = charge("4242424242424242", reference);
        GatewayAnswer second = charge("4242424242424242", reference);
        assertEquals(State.APPROVED, first.state());
        assertEquals(first, second);
        assertEquals(1, stripe.booked(reference));
    }

    @Test
    void declinedCard_isDeclinedWithTheReason() {
        assertEquals(GatewayAnswer.declined(null, "insufficient_funds"), charge("4000000000000002", reference()));
    }

    @Test
    void cardThatWantsItsHolder_isDeclined() {
        assertEquals(GatewayAnswer.declined(null, "authentication_required"), charge("4000002500003155", reference()));
    }

    @Test
    void lostAnswer_isUnknownAndFoundByAsking() {
        String reference = reference();
        assertEquals(State.UNKNOWN, charge("4000000000000119", reference).state());
        assertEquals(State.APPROVED, gateway.askCharge(reference).state());
        assertEquals(1, stripe.booked(reference));
    }

    @Test
    void brokenAnswer_isUnknownAndFoundByAsking() {
        String reference = reference();
        assertEquals(State.UNKNOWN, charge("4000000000001976", reference).state());
        assertEquals(State.APPROVED, gateway.askCharge(reference).state());
    }

    @Test
    void chargeThatNeverArrived_wasNeverSeen() {
        String reference = reference();
        assertEquals(State.UNKNOWN, charge("4000000000009987", reference).state());
        assertEquals(State.NEVER_SEEN, gateway.askCharge(reference).state());
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 429, 500, 502, 503})
    void troubleOfTheirs_isUnknown(int status) {
        stripe.fail(status);
        assertEquals(State.UNKNOWN, charge("4242424242424242", reference()).state());
        assertEquals(State.UNKNOWN, gateway.askCharge(reference()).state());
    }

    @Test
    void serverThatIsNotThere_isUnknown() {
        stripe.close();
        assertEquals(State.UNKNOWN, charge("4242424242424242", reference()).state());
    }

    @Test
    void wrongKey_isDeclinedBecauseNothingHappened() throws IOException {
        Files.writeString(folder.resolve("key"), "sk_test_other");
        assertEquals(GatewayAnswer.declined(null, "gateway_refused_401"), charge("4242424242424242", reference()));
    }

    @Test
    void refund_isGivenOnceAndNeverMoreThanWasCharged() {
        String charge = charge("4242424242424242", reference()).reference();
        String reference = reference();
        GatewayAnswer first = gateway.refund(charge, Money.of(4000, "EUR"), reference);
        assertEquals(State.APPROVED, first.state());
        assertEquals(first, gateway.refund(charge, Money.of(4000, "EUR"), reference));
        assertEquals(first, gateway.askRefund(charge, reference));
        assertEquals(State.NEVER_SEEN, gateway.askRefund(charge, reference()).state());
        assertEquals(
                GatewayAnswer.declined(null, "charge_already_refunded"),
                gateway.refund(charge, Money.of(1000, "EUR"), reference()));
    }

    @Test
    void settledCharge_canNotBeCancelled() {
        String charge = charge("4242424242424242", reference()).reference();
        assertEquals(GatewayAnswer.declined(null, "already_settled"), gateway.cancel(charge, reference()));
        assertEquals(State.NEVER_SEEN, gateway.askCancel(charge).state());
    }

    @Test
    void openCharge_isCancelled() {
        String charge = stripe.authorised(reference(), 4900);
        assertEquals(GatewayAnswer.approved(charge), gateway.cancel(charge, reference()));
        assertEquals(GatewayAnswer.approved(charge), gateway.askCancel(charge));
    }

    @Test
    void form_isWipedWhenClosed() {
        StripeForm form = new StripeForm();
        byte[] bytes;
        try (form;
                Pan pan = Pan.of("4242424242424242")) {
            bytes = form.add("amount", "1").addDigits("number", pan).bytes();
            assertEquals(
                    "amount=1&number=4242424242424242", new String(bytes, java.nio.charset.StandardCharsets.US_ASCII));
        }
        assertArrayEquals(new byte[bytes.length], bytes);
    }
}
