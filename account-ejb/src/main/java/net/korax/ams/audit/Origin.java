package net.korax.ams.audit;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;

/**
 * Where the request that is served comes from, as far as it may be remembered (PCI 10.2.2 asks for it, P12 forbids an address): a keyed
 * fingerprint that is another one tomorrow. Two refusals of a day from one place can be seen to be so, and the place cannot be seen.
 */
@RequestScoped
public class Origin {

    private String fingerprint;

    /** @param fingerprint sixteen hexadecimal digits */
    public void is(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /** Null where nobody has said, and for what the house does by itself. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The fingerprint behind a proxy of this bean; null too when no request is served. */
    static String of(Origin proxy) {
        try {
            return proxy.fingerprint();
        } catch (ContextNotActiveException noRequest) {
            return null;
        }
    }
}
