package net.korax.ams.web.login;

import jakarta.security.enterprise.credential.Credential;
import net.korax.ams.identity.Audience;

/** What was typed at one of the two doors. The code is null at the customers' door. Lives for one request. */
final class AmsCredential implements Credential {

    private final String userName;
    private final String password;
    private final String totp;
    private final Audience audience;

    AmsCredential(String userName, String password, String totp, Audience audience) {
        this.userName = userName;
        this.password = password;
        this.totp = totp;
        this.audience = audience;
    }

    String userName() {
        return userName;
    }

    String password() {
        return password;
    }

    String totp() {
        return totp;
    }

    Audience audience() {
        return audience;
    }
}
