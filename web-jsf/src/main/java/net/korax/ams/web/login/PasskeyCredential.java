package net.korax.ams.web.login;

import jakarta.security.enterprise.credential.Credential;
import java.util.UUID;
import net.korax.ams.identity.Audience;

/** What an authenticator answered at one of the two doors. Lives for one request. */
final class PasskeyCredential implements Credential {

    private final UUID ceremony;
    private final String answer;
    private final Audience audience;

    PasskeyCredential(UUID ceremony, String answer, Audience audience) {
        this.ceremony = ceremony;
        this.answer = answer;
        this.audience = audience;
    }

    UUID ceremony() {
        return ceremony;
    }

    String answer() {
        return answer;
    }

    Audience audience() {
        return audience;
    }
}
