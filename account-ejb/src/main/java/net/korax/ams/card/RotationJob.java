package net.korax.ams.card;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * The renewal of a key, from the asking to the end of the old version. Its state is the step that it is at. A server works on it
 * while it holds the lease; another one takes over when that has run out.
 */
@Entity
@Table(name = "rotation_job")
public class RotationJob {

    /** The steps, in their order; {@code WITHDRAWN} ends what was not approved. */
    public enum State {
        ASKED,
        WITHDRAWN,
        PREPARED,
        BARRIER,
        ACTIVE,
        MIGRATE,
        VERIFY,
        DECRYPT_ONLY,
        DESTROYED
    }

    /** Why it does not go on: keys sealed, store not usable, a server that lacks the new version, seals that do not hold. */
    public enum Trouble {
        SEALED,
        STORE,
        SERVERS,
        SEALS
    }

    private static final Set<State> OVER = Set.of(State.WITHDRAWN, State.DECRYPT_ONLY, State.DESTROYED);

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private KeyKind kind;

    @Column(name = "from_version")
    private int from;

    @Column(name = "to_version")
    private int to;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "cursor_id")
    private UUID cursor;

    private long done;

    private long total;

    private long failed;

    @Enumerated(EnumType.STRING)
    private Trouble trouble;

    @Column(name = "asked_by")
    private UUID askedBy;

    @Column(name = "asked_at")
    private Instant askedAt;

    @Column(name = "approved_by")
    private UUID approvedBy;

    private boolean paused;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Version
    private long version;

    protected RotationJob() {}

    RotationJob(KeyKind kind, int from, int to, UUID askedBy) {
        this.id = UUID.randomUUID();
        this.kind = kind;
        this.from = from;
        this.to = to;
        this.askedBy = askedBy;
        this.askedAt = Time.now();
        become(State.ASKED);
    }

    /** Enters a step, whose counts begin anew. */
    final void become(State next) {
        state = next;
        trouble = null;
        begin(0);
    }

    /** Begins to go through so many rows, or begins again. */
    final void begin(long rows) {
        cursor = null;
        done = 0;
        failed = 0;
        total = rows;
        updatedAt = Time.now();
    }

    /** Goes through the rows that were passed over once more, keeping the count of those that are done. */
    void again() {
        cursor = null;
        failed = 0;
    }

    void advance(UUID last, long rows, long broken) {
        cursor = last;
        done += rows;
        failed += broken;
        total = Math.max(total, done);
        trouble = null;
        updatedAt = Time.now();
    }

    void approve(UUID custodian) {
        require(State.ASKED);
        approvedBy = custodian;
        become(State.PREPARED);
    }

    void withdraw() {
        require(State.ASKED);
        become(State.WITHDRAWN);
    }

    void pause() {
        if (!isRunning()) {
            throw new Refused("rotation.not-running");
        }
        paused = true;
        updatedAt = Time.now();
    }

    void resume() {
        if (!isUnfinished() || !paused) {
            throw new Refused("rotation.not-paused");
        }
        paused = false;
        if (trouble == Trouble.SEALS) {
            begin(total);
        }
        trouble = null;
        updatedAt = Time.now();
    }

    /** Waits for people: rows that do not open cannot be given another key. */
    void stopForBrokenSeals() {
        paused = true;
        cursor = null;
        trouble = Trouble.SEALS;
        updatedAt = Time.now();
    }

    void wait(Trouble reason) {
        trouble = reason;
        updatedAt = Time.now();
    }

    private void require(State expected) {
        if (state != expected) {
            throw new Refused("rotation.not-asked");
        }
    }

    UUID cursor() {
        return cursor == null ? new UUID(0, 0) : cursor;
    }

    /** Whether nobody may begin another one yet. */
    public boolean isUnfinished() {
        return !OVER.contains(state);
    }

    /** Whether it goes on by itself. */
    public boolean isRunning() {
        return isUnfinished() && state != State.ASKED && !paused;
    }

    public UUID getId() {
        return id;
    }

    public KeyKind getKind() {
        return kind;
    }

    public int getFrom() {
        return from;
    }

    public int getTo() {
        return to;
    }

    public State getState() {
        return state;
    }

    public long getDone() {
        return done;
    }

    public long getTotal() {
        return total;
    }

    public long getFailed() {
        return failed;
    }

    /** Why it does not go on; null when it does. */
    public Trouble getTrouble() {
        return trouble;
    }

    public UUID getAskedBy() {
        return askedBy;
    }

    public Instant getAskedAt() {
        return askedAt;
    }

    public UUID getApprovedBy() {
        return approvedBy;
    }

    public boolean isPaused() {
        return paused;
    }

    public Instant getUpdatedAt() {
        return updatedAt;
    }
}
