package net.korax.ams.person;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import net.korax.ams.shared.NotFound;
import net.korax.ams.vault.AssociatedData;
import net.korax.ams.vault.Dek;
import net.korax.ams.vault.KeyPurpose;
import net.korax.ams.vault.Keys;

/**
 * The one door from personal data to the vault (P07). A field is sealed under its account's key and bound to its subject and its
 * name, so that it opens nowhere else; what is searched is a keyed index that tells nothing without its key.
 */
@Dependent
public class PersonSeal {

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    /** Makes the key of a new account. */
    public void begin(UUID accountId) {
        person.persist(new PersonKey(Keys.house().newDek(accountId)));
    }

    /**
     * The account's key, opened for a few fields; to be closed.
     *
     * @throws NotFound when the account has no key: it was never here, or is erased
     */
    public Opened open(UUID accountId) {
        PersonKey key = person.find(PersonKey.class, accountId);
        if (key == null) {
            throw new NotFound();
        }
        return open(key);
    }

    /** A key that was read together with what it opens; to be closed. */
    public static Opened open(PersonKey key) {
        return new Opened(Keys.house().unwrap(key.dek()));
    }

    /** Forgets the key; what was sealed under it cannot be opened again. */
    public void destroy(UUID accountId) {
        PersonKey key = person.find(PersonKey.class, accountId);
        if (key != null) {
            person.remove(key);
        }
    }

    /** A keyed index value of {@code value}; {@code purpose} keeps the indexes of different things apart. */
    public static byte[] index(String purpose, String value) {
        return Keys.house()
                .mac(
                        KeyPurpose.INDEX,
                        purpose.getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8));
    }

    /** One account's key while it is open. */
    public static final class Opened implements AutoCloseable {

        private final Dek dek;

        Opened(Dek dek) {
            this.dek = dek;
        }

        /** Seals a field of a subject; null stays null. */
        public byte[] seal(UUID subject, String field, String value) {
            return value == null ? null : dek.seal(context(subject, field), value.getBytes(StandardCharsets.UTF_8));
        }

        /** Opens what {@link #seal} made for the same subject and field; null stays null. */
        public String open(UUID subject, String field, byte[] sealed) {
            return sealed == null
                    ? null
                    : new String(dek.open(context(subject, field), sealed), StandardCharsets.UTF_8);
        }

        private static AssociatedData context(UUID subject, String field) {
            return AssociatedData.of("korax/pii/1", Keys.house().environment(), subject, field);
        }

        @Override
        public void close() {
            dek.close();
        }
    }
}
