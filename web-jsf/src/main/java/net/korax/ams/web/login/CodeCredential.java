package net.korax.ams.web.login;

import jakarta.security.enterprise.credential.Credential;
import java.util.UUID;

/** The code of a customer whose password was right a moment ago. Lives for one request. */
final class CodeCredential implements Credential {

    private final UUID user;
    private final String code;

    CodeCredential(UUID user, String code) {
        this.user = user;
        this.code = code;
    }

    UUID user() {
        return user;
    }

    String code() {
        return code;
    }
}
