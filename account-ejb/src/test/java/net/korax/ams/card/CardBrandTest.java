package net.korax.ams.card;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CardBrandTest {

    /** Walks through the six-digit issuer numbers in steps smaller than any range: none may carry a name that has no brand. */
    @Test
    void everyIssuerRangeHasItsBrand() {
        byte[] digits = new byte[16];
        for (int issuer = 0; issuer < 1_000_000; issuer += 50) {
            int rest = issuer;
            for (int i = 5; i >= 0; i--) {
                digits[i] = (byte) (rest % 10);
                rest /= 10;
            }
            Optional<CardBrand> brand = assertDoesNotThrow(() -> CardBrand.of(digits, digits.length));
            brand.ifPresent(CardBrand::title);
        }
    }
}
