package net.korax.ams.web.login;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import net.korax.ams.identity.Busy;
import net.korax.ams.identity.SignInResult;

/** Carries the answer of a sign-in from the identity store to the page of the same request. */
@RequestScoped
public class SignInAnswer {

    private SignInResult result;
    private Busy turnedAway;

    /** The container would take an exception for a fault of ours, so it goes round it. */
    void remember(Busy busy) {
        turnedAway = busy;
    }

    void remember(SignInResult given) {
        result = given;
    }

    /** @throws Busy when nobody looked at what was typed */
    Optional<SignInResult> get() {
        if (turnedAway != null) {
            throw turnedAway;
        }
        return Optional.ofNullable(result);
    }
}
