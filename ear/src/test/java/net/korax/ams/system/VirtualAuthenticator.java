package net.korax.ams.system;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;

/** The browser's own authenticator of a window: keeps passkeys, and verifies its user by saying so. */
final class VirtualAuthenticator {

    private final CDPSession browser;
    private final String id;

    private VirtualAuthenticator(CDPSession browser, String id) {
        this.browser = browser;
        this.id = id;
    }

    static VirtualAuthenticator at(Visit visit) {
        CDPSession browser = visit.context().newCDPSession(visit.page());
        browser.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject wanted = new JsonObject();
        wanted.add("options", options);
        JsonObject added = browser.send("WebAuthn.addVirtualAuthenticator", wanted);
        return new VirtualAuthenticator(browser, added.get("authenticatorId").getAsString());
    }

    /** Whether the person before it is its owner. */
    void verifies(boolean owner) {
        JsonObject wanted = named();
        wanted.addProperty("isUserVerified", owner);
        browser.send("WebAuthn.setUserVerified", wanted);
    }

    /** Copies all its keys into another window's authenticator. */
    void copyTo(VirtualAuthenticator other) {
        browser.send("WebAuthn.getCredentials", named())
                .getAsJsonArray("credentials")
                .forEach(key -> {
                    JsonObject wanted = other.named();
                    wanted.add("credential", key);
                    other.browser.send("WebAuthn.addCredential", wanted);
                });
    }

    private JsonObject named() {
        JsonObject wanted = new JsonObject();
        wanted.addProperty("authenticatorId", id);
        return wanted;
    }
}
