package net.korax.ams.erasure;

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
 * How far the erasure of one account has come. The step named is the next to do; each may be done twice. Counts of what was removed
 * are kept by place, nothing else.
 */
@Entity
@Table(name = "erasure")
public class Erasure {

    /** The steps in their order. */
    public enum Step {
        FREEZE,
        SETTLE,
        TELL,
        CARDS,
        PERSON,
        LOG_IN,
        TOMBSTONE,
        DONE;

        Step next() {
            return values()[ordinal() + 1];
        }
    }

    @Id
    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Enumerated(EnumType.STRING)
    private Step step;

    private String counts;
    private int attempts;

    @Column(name = "finished_at")
    private Instant finishedAt;

    @Version
    private long version;

    protected Erasure() {}

    Erasure(UUID accountId) {
        this.accountId = accountId;
        this.requestedAt = Time.now();
        this.step = Step.FREEZE;
        this.counts = "";
    }

    void done(String place, int rows) {
        counts = counts + (counts.isEmpty() ? "" : " ") + place + "=" + rows;
        step = step.next();
        attempts = 0;
        if (step == Step.DONE) {
            finishedAt = Time.now();
        }
    }

    void tried() {
        attempts++;
    }

    public UUID getAccountId() {
        return accountId;
    }

    public Step getStep() {
        return step;
    }

    int attempts() {
        return attempts;
    }

    /** What was removed, {@code place=rows} by step. */
    public String getCounts() {
        return counts;
    }

    public boolean isFinished() {
        return finishedAt != null;
    }
}
