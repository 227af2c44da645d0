package net.korax.ams.retention;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.shared.Time;

/** What one rule did in one night: begun, and ended with what was removed, or with the reason why not everything was. */
@Entity
@Table(name = "retention_run")
public class RetentionRun {

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private Rule rule;

    @Column(name = "begun_at")
    private Instant begunAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    private long found;
    private long deleted;
    private String failure;

    protected RetentionRun() {}

    RetentionRun(Rule rule) {
        this.id = UUID.randomUUID();
        this.rule = rule;
        this.begunAt = Time.now();
    }

    void end(long rowsFound, long rowsDeleted, String why) {
        found = rowsFound;
        deleted = rowsDeleted;
        failure = why;
        endedAt = Time.now();
    }

    UUID getId() {
        return id;
    }

    public Rule getRule() {
        return rule;
    }

    public Instant getBegunAt() {
        return begunAt;
    }

    /** How many were too old; of accounts, how many were warned or closed. */
    public long getFound() {
        return found;
    }

    public long getDeleted() {
        return deleted;
    }

    /** The kind of error that stopped it, such as {@code PersistenceException}; null when there was none. */
    public String getFailure() {
        return failure;
    }

    /** Null while it goes on, or when its server died. */
    public Duration getTook() {
        return endedAt == null ? null : Duration.between(begunAt, endedAt);
    }
}
