package net.korax.ams.card;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Time;

/**
 * A payment gateway for demonstration and tests that never leaves the server. Its books are kept in memory, one entry for each
 * merchant reference. Published test cards choose what it does, by their last four digits: 0002 and 9995 are declined, 0119 is
 * approved but the answer is lost, 1881 is sent twice over and booked once, every other is approved. A charge is settled after a
 * quarter of an hour; until then it can be cancelled, from then on refunded.
 */
@ApplicationScoped
class SimulatorGateway implements PaymentGateway {

    private static final Duration SETTLED_AFTER = Duration.ofMinutes(15);

    private final Map<String, GatewayAnswer> books = new ConcurrentHashMap<>();
    private final Map<String, Booked> charges = new ConcurrentHashMap<>();

    /** A charge that was approved: when, how much is left of it, and whether it was cancelled. */
    private static final class Booked {

        private final Instant at = Time.now();
        private Money left;
        private boolean cancelled;

        Booked(Money amount) {
            this.left = amount;
        }
    }

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
                approve(merchantReference, amount);
                yield GatewayAnswer.unknown();
            }
            case "1881" -> {
                approve(merchantReference, amount);
                yield approve(merchantReference, amount);
            }
            default -> approve(merchantReference, amount);
        };
    }

    @Override
    public GatewayAnswer askCharge(String merchantReference) {
        return books.getOrDefault(merchantReference, GatewayAnswer.neverSeen());
    }

    @Override
    public GatewayAnswer refund(String chargeReference, Money amount, String merchantReference) {
        return books.computeIfAbsent(merchantReference, first -> {
            Booked charge = charges.get(chargeReference);
            if (charge == null) {
                return GatewayAnswer.declined(null, "no_such_charge");
            }
            synchronized (charge) {
                if (charge.cancelled || amount.exceeds(charge.left)) {
                    return GatewayAnswer.declined(null, "charge_already_refunded");
                }
                charge.left = new Money(charge.left.minor() - amount.minor(), amount.currency());
                return GatewayAnswer.approved(reference());
            }
        });
    }

    @Override
    public GatewayAnswer askRefund(String chargeReference, String merchantReference) {
        return books.getOrDefault(merchantReference, GatewayAnswer.neverSeen());
    }

    @Override
    public GatewayAnswer cancel(String chargeReference, String merchantReference) {
        return books.computeIfAbsent(merchantReference, first -> {
            Booked charge = charges.get(chargeReference);
            if (charge == null) {
                return GatewayAnswer.declined(null, "no_such_charge");
            }
            synchronized (charge) {
                if (charge.at.plus(SETTLED_AFTER).isBefore(Time.now())) {
                    return GatewayAnswer.declined(null, "already_settled");
                }
                charge.cancelled = true;
                return GatewayAnswer.approved(chargeReference);
            }
        });
    }

    @Override
    public GatewayAnswer askCancel(String chargeReference) {
        Booked charge = charges.get(chargeReference);
        return charge != null && charge.cancelled ? GatewayAnswer.approved(chargeReference) : GatewayAnswer.neverSeen();
    }

    private GatewayAnswer approve(String merchantReference, Money amount) {
        GatewayAnswer booked = book(merchantReference, GatewayAnswer.approved(reference()));
        charges.computeIfAbsent(booked.reference(), first -> new Booked(amount));
        return booked;
    }

    private GatewayAnswer book(String merchantReference, GatewayAnswer answer) {
        GatewayAnswer before = books.putIfAbsent(merchantReference, answer);
        return before == null ? answer : before;
    }

    private static String reference() {
        return "sim-" + UUID.randomUUID();
    }
}
