package net.korax.ams.card;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import net.korax.ams.shared.InvalidValue;

/**
 * The way in for a typed number. The card field hands over what was typed, for this request alone; {@link CardService} takes it
 * from here. Nothing outside this package can get it back, and what nobody took is wiped when the request ends.
 */
@RequestScoped
public class PanIntake {

    private Pan pan;

    /**
     * Takes what was typed into the card field.
     *
     * @throws InvalidValue {@code pan.*} when it is no card number that is accepted; {@code pan.test-number} for one of the
     *     {@link TestNumbers} in a house in earnest
     */
    public void take(String typed) {
        wipe();
        pan = Pan.of(typed);
        if (!TestNumbers.allowed() && pan.isTestNumber()) {
            wipe();
            throw new InvalidValue("pan.test-number");
        }
    }

    /** The number, for the one who stores it and then closes it. */
    Pan consume() {
        Pan taken = Optional.ofNullable(pan).orElseThrow(() -> new InvalidValue("pan.required"));
        pan = null;
        return taken;
    }

    @PreDestroy
    void wipe() {
        if (pan != null) {
            pan.close();
            pan = null;
        }
    }
}
