package net.korax.ams.house;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.vault.KeyRing;
import net.korax.ams.vault.Keys;

/**
 * Whether the key store opens and does its work: a fresh data key is wrapped, unwrapped and forgotten. What comes out says which
 * keys are there, never anything of a key.
 */
final class KeyCheck {

    private static final Logger LOG = Logger.getLogger(KeyCheck.class.getName());

    /** A key store that works. */
    record Opened(String environment, int kekVersion, int keys) {}

    private KeyCheck() {}

    /** The keys of everything but cards. */
    static Optional<Opened> house() {
        return ask(Keys::house);
    }

    /** The keys of cards, once they are not sealed. */
    static Optional<Opened> custody() {
        return ask(Keys::custody);
    }

    /** Whether the keys of cards wait for the custodians who open them. */
    static boolean isCustodySealed() {
        return Keys.isSealed();
    }

    private static Optional<Opened> ask(Supplier<KeyRing> keys) {
        try {
            KeyRing ring = keys.get();
            ring.unwrap(ring.newDek(UUID.randomUUID())).close();
            return Optional.of(new Opened(
                    ring.environment(), ring.kekVersion(), ring.inventory().size()));
        } catch (RuntimeException closed) {
            LOG.log(Level.WARNING, "The key store does not work: {0}", closed.getMessage());
            return Optional.empty();
        }
    }
}
