package net.korax.ams.card;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.shared.Time;

/** A version of a key of cards, and what it may still do. */
@Entity
@Table(name = "key_version")
public class KeyVersion {

    /** What a version does: nothing yet, sealing and opening, opening alone, nothing ever again. */
    public enum State {
        PREPARED,
        ACTIVE,
        DECRYPT_ONLY,
        DESTROYED
    }

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private KeyKind kind;

    private int version;

    @Enumerated(EnumType.STRING)
    private State state;

    private Instant since;

    @Column(name = "destruction_asked_by")
    private UUID destructionAskedBy;

    @Column(name = "destroyed_by")
    private UUID destroyedBy;

    protected KeyVersion() {}

    KeyVersion(KeyKind kind, int version) {
        this.id = UUID.randomUUID();
        this.kind = kind;
        this.version = version;
        become(State.PREPARED);
    }

    final void become(State next) {
        state = next;
        since = Time.now();
    }

    void askDestruction(UUID custodian) {
        destructionAskedBy = custodian;
    }

    void destroyBy(UUID custodian) {
        destroyedBy = custodian;
        become(State.DESTROYED);
    }

    public UUID getId() {
        return id;
    }

    public KeyKind getKind() {
        return kind;
    }

    public int getVersion() {
        return version;
    }

    public State getState() {
        return state;
    }

    public Instant getSince() {
        return since;
    }

    /** The custodian who wants it destroyed; null when nobody does. */
    public UUID getDestructionAskedBy() {
        return destructionAskedBy;
    }

    /** Whether it can go once two custodians want it. */
    public boolean isDestructible() {
        return state == State.DECRYPT_ONLY;
    }
}
