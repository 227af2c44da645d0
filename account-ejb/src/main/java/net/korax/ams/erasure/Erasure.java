package net.korax.ams.erasure;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * How far the erasure of one account has come. The step named is the next to do; each may be done twice. Counts of what was removed
 * are kept by place, and at the end the certificate.
 */
@Entity
@Table(name = "erasure")
public class Erasure {

    /** The steps in their order. */
    public enum Step {
        FREEZE,
        SEARCH,
        SETTLE,
        TELL,
        CARDS,
        PERSON,
        LOG_IN,
        TOMBSTONE,
        CERTIFY,
        DONE;

        Step next() {
            return values()[ordinal() + 1];
        }
    }

    @Id
    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "certificate_id")
    private UUID certificateId;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Enumerated(EnumType.STRING)
    private Step step;

    private String counts;
    private int attempts;
    private String subjects;
    private String found;
    private String certificate;
    private String fingerprint;
    private boolean replayed;

    @Column(name = "finished_at")
    private Instant finishedAt;

    @Version
    private long version;

    protected Erasure() {}

    Erasure(UUID accountId, UUID certificateId, Instant requestedAt) {
        this.accountId = accountId;
        this.certificateId = certificateId;
        this.requestedAt = requestedAt;
        this.step = Step.FREEZE;
        this.counts = "";
    }

    void done(String place, int rows) {
        counts = counts + (counts.isEmpty() ? "" : " ") + place + "=" + rows;
        step = step.next();
        attempts = 0;
        if (step == Step.DONE) {
            finishedAt = Time.now();
            subjects = null;
            found = null;
        }
    }

    /** From the beginning, for an account that a restored backup has brought back. Its people were told the first time. */
    void again() {
        step = Step.FREEZE;
        counts = "";
        attempts = 0;
        finishedAt = null;
        certificate = null;
        fingerprint = null;
        replayed = true;
    }

    /** What to look for, and the places that held some of it, {@code place=rows}. */
    void found(String subjects, String found) {
        this.subjects = subjects;
        this.found = found;
    }

    void certified(Certificate issued) {
        certificate = issued.json();
        fingerprint = issued.fingerprint();
    }

    void tried() {
        attempts++;
    }

    public UUID getAccountId() {
        return accountId;
    }

    /** By which the holder of the account knows its erasure and nobody else does. */
    public UUID getCertificateId() {
        return certificateId;
    }

    public Instant getRequestedAt() {
        return requestedAt;
    }

    public Step getStep() {
        return step;
    }

    int attempts() {
        return attempts;
    }

    /** Words between spaces: ids and fingerprints of what belongs to the account; null before and after they are needed. */
    String subjects() {
        return subjects;
    }

    String found() {
        return found;
    }

    boolean isReplayed() {
        return replayed;
    }

    Optional<Certificate> certificate() {
        return Optional.ofNullable(certificate).filter(issued -> isFinished()).map(Certificate::kept);
    }

    /** What was removed, {@code place=rows} by step. */
    public String getCounts() {
        return counts;
    }

    public boolean isFinished() {
        return finishedAt != null;
    }
}
