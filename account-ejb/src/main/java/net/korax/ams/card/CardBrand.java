package net.korax.ams.card;

import java.util.Optional;
import net.korax.ams.shared.PanShape;

/** The card schemes that are taken. Issuer ranges and lengths stand in {@link PanShape}; the names here match it. */
public enum CardBrand {
    VISA("Visa"),
    MASTERCARD("Mastercard"),
    AMEX("American Express"),
    DISCOVER("Discover"),
    DINERS("Diners Club"),
    JCB("JCB"),
    UNIONPAY("UnionPay"),
    MAESTRO("Maestro");

    private final String title;

    CardBrand(String title) {
        this.title = title;
    }

    /** The scheme's own spelling, the same in every language. */
    public String title() {
        return title;
    }

    static Optional<CardBrand> of(byte[] digits, int length) {
        return PanShape.scheme(digits, 0, length).map(CardBrand::valueOf);
    }
}
