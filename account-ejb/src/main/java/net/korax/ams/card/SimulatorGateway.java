package net.korax.ams.card;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.korax.ams.shared.Money;

/**
 * A payment gateway for demonstration and tests that never leaves the server. Its books are kept in memory, one entry for each
 * merchant reference. Published test cards choose what it does, by their last four digits: 0002 and 9995 are declined, 0119 is
 * approved but the answer is lost, 1881 is sent twice over and booked once, every other is approved.
 */
@ApplicationScoped
class SimulatorGateway implements PaymentGateway {

    private final Map<String, GatewayAnswer> books = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "simulator";
    }

    @Override
    public GatewayAnswer charge(Pan pan, Expiry expiry, Money amount, String merchantReference) {
        return switch (pan.last4()) {
            case "0002" -> book(merchantReference, GatewayAnswer.declined(reference(), "generic_decline"));
            case "9995" -> book(merchantReference, GatewayAnswer.declined(reference(), "insufficient_funds"));
            case "0119" -> {
                book(merchantReference, GatewayAnswer.approved(reference()));
                yield GatewayAnswer.unknown();
            }
            case "1881" -> {
                book(merchantReference, GatewayAnswer.approved(reference()));
                yield book(merchantReference, GatewayAnswer.approved(reference()));
            }
            default -> book(merchantReference, GatewayAnswer.approved(reference()));
        };
    }

    @Override
    public GatewayAnswer ask(String merchantReference) {
        return books.getOrDefault(merchantReference, GatewayAnswer.neverSeen());
    }

    private GatewayAnswer book(String merchantReference, GatewayAnswer answer) {
        GatewayAnswer before = books.putIfAbsent(merchantReference, answer);
        return before == null ? answer : before;
    }

    private static String reference() {
        return "sim-" + UUID.randomUUID();
    }
}
