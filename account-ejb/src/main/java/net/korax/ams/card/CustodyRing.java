package net.korax.ams.card;

import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.shared.Refused;
import net.korax.ams.vault.CustodyKey;
import net.korax.ams.vault.CustodySealed;
import net.korax.ams.vault.KeyRing;
import net.korax.ams.vault.Keys;

/**
 * The open keys of cards as this package uses them. A version that this server has not seen is looked for once, in the store; when it
 * is not there either, the use waits and nothing is called damaged.
 */
final class CustodyRing {

    private static final Logger LOG = Logger.getLogger(CustodyRing.class.getName());

    private CustodyRing() {}

    /** @throws Refused {@code custody.sealed}, {@code custody.unavailable} */
    static KeyRing open() {
        try {
            return Keys.custody();
        } catch (CustodySealed sealed) {
            throw new Refused("custody.sealed");
        } catch (IllegalStateException | UncheckedIOException unreachable) {
            throw unavailable(unreachable);
        }
    }

    /**
     * The ring with this version in it.
     *
     * @throws Refused {@code custody.sealed}, {@code custody.unavailable}
     */
    static KeyRing holding(CustodyKey key, int version) {
        KeyRing ring = open();
        if (key.isIn(ring, version)) {
            return ring;
        }
        try {
            Keys.reloadCustody();
        } catch (CustodySealed sealed) {
            throw new Refused("custody.sealed");
        } catch (IllegalStateException | UncheckedIOException unreachable) {
            throw unavailable(unreachable);
        }
        KeyRing again = open();
        if (!key.isIn(again, version)) {
            throw unavailable(
                    new IllegalStateException("Version " + version + " of " + key + " is missing in the key store."));
        }
        return again;
    }

    /** What to answer when the keys do not answer; the reason goes to the log. */
    static Refused unavailable(RuntimeException reason) {
        LOG.log(Level.SEVERE, "The keys of cards cannot be used: {0}", reason.getMessage());
        return new Refused("custody.unavailable");
    }
}
