package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.stream.Stream;
import net.korax.ams.shared.NotFound;

/** Which versions of the cards' keys there are, and which are in use. */
@Dependent
class KeyVersions {

    @PersistenceContext(unitName = "ams-vault")
    private EntityManager vault;

    /**
     * The version under which something new is sealed. It stays so until the transaction ends: a rotation waits for whoever has asked,
     * so nothing is sealed under an old version once a rotation has moved on.
     */
    int inUse(KeyKind kind) {
        // While a rotation switches, the row waited for is no longer the active one; asked again, the new one answers.
        for (int look = 0; look < 2; look++) {
            List<?> versions = vault.createNativeQuery(
                            "select version from key_version where kind = ?1 and state = 'ACTIVE' for share")
                    .setParameter(1, kind.name())
                    .getResultList();
            if (!versions.isEmpty()) {
                return ((Number) versions.get(0)).intValue();
            }
        }
        throw new IllegalStateException("No version of " + kind + " is in use.");
    }

    List<KeyVersion> all() {
        return vault.createQuery("select v from KeyVersion v order by v.kind, v.version desc", KeyVersion.class)
                .getResultList();
    }

    /** The newest version of a kind, in use or not. */
    int newest(KeyKind kind) {
        return vault.createQuery("select max(v.version) from KeyVersion v where v.kind = :kind", Integer.class)
                .setParameter("kind", kind)
                .getSingleResult();
    }

    /** Whether a version was made, and not destroyed since. */
    boolean isKnown(KeyKind kind, int version) {
        return find(kind, version, LockModeType.NONE).anyMatch(found -> found.getState() != KeyVersion.State.DESTROYED);
    }

    /** @throws NotFound when there is no such version */
    KeyVersion lock(KeyKind kind, int version) {
        return find(kind, version, LockModeType.PESSIMISTIC_WRITE).findFirst().orElseThrow(NotFound::new);
    }

    private Stream<KeyVersion> find(KeyKind kind, int version, LockModeType lock) {
        return vault.createQuery(
                        "select v from KeyVersion v where v.kind = :kind and v.version = :version", KeyVersion.class)
                .setParameter("kind", kind)
                .setParameter("version", version)
                .setLockMode(lock)
                .getResultStream();
    }

    /** How many rows cannot be read without a version. */
    long needing(KeyKind kind, int version) {
        String rows = switch (kind) {
            case KEK -> "card_key where kek_version";
            case DEK -> "card_key where generation";
            case FPR -> "card where fingerprint_version";
        };
        return ((Number) vault.createNativeQuery("select count(*) from " + rows + " = ?1")
                        .setParameter(1, version)
                        .getSingleResult())
                .longValue();
    }
}
