package net.korax.ams.export;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * The copy of his own data that a customer asked for: built section by section, page by page, then ready, then taken. It knows how far it has
 * come, so that it goes on after a crash; its text stands beside it in sealed parts, until it is taken or outdated.
 */
@Entity
@Table(name = "data_export")
public class DataExport {

    /** What became of it; outdated when a contact or a card was removed that it may tell of (P12, P15). */
    public enum State {
        BUILDING,
        READY,
        TAKEN,
        OUTDATED
    }

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "asked_at")
    private Instant askedAt;

    private int section;
    private String reached;
    private int parts;
    private long done;
    private long total;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Version
    private long version;

    protected DataExport() {}

    DataExport(UUID accountId, long total) {
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.state = State.BUILDING;
        this.askedAt = Time.now();
        this.total = total;
    }

    /** One more part is there, with so many rows. @param next where the section goes on; null when it is over */
    void reached(String next, int rows) {
        reached = next;
        section = next == null ? section + 1 : section;
        parts++;
        done += rows;
    }

    void end(State how) {
        state = how;
        endedAt = Time.now();
    }

    public UUID getId() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    public State getState() {
        return state;
    }

    public Instant getAskedAt() {
        return askedAt;
    }

    /** When it became ready, was taken or became outdated; null while it is built. */
    public Instant getEndedAt() {
        return endedAt;
    }

    int section() {
        return section;
    }

    String reached() {
        return reached;
    }

    int parts() {
        return parts;
    }

    long version() {
        return version;
    }

    /** How much of it is there, in hundredths; a hundred when it is ready alone, since rows may be added meanwhile. */
    public int getPercent() {
        return state == State.BUILDING ? (int) Math.min(99, 100 * done / Math.max(1, total)) : 100;
    }
}
