package net.korax.ams.web.login;

import jakarta.security.enterprise.credential.Credential;
import java.util.UUID;
import net.korax.ams.identity.Audience;

/** The code of somebody whose password was right a moment ago, or whom a provider has named. Lives for one request. */
final class CodeCredential implements Credential {

    private final UUID user;
    private final String code;
    private final Audience audience;

    CodeCredential(UUID user, String code, Audience audience) {
        this.user = user;
        this.code = code;
        this.audience = audience;
    }

    UUID user() {
        return user;
    }

    String code() {
        return code;
    }

    Audience audience() {
        return audience;
    }
}
