package net.korax.ams.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.korax.ams.contact.VerificationWanted;

/** Remembers the newest verification link of each address, so that a test need not wait for the mail. */
@ApplicationScoped
public class Links {

    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    void remember(@Observes VerificationWanted wanted) {
        tokens.put(wanted.email().key(), wanted.token());
    }

    /** The token of the newest link sent to an address. */
    public String to(String address) {
        return tokens.get(address);
    }
}
