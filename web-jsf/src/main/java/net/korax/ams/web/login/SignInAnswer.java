package net.korax.ams.web.login;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import net.korax.ams.identity.SignInResult;

/** Carries the answer of a sign-in from the identity store to the page of the same request. */
@RequestScoped
public class SignInAnswer {

    private SignInResult result;

    void remember(SignInResult given) {
        result = given;
    }

    Optional<SignInResult> get() {
        return Optional.ofNullable(result);
    }
}
