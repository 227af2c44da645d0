package net.korax.ams.person;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * A mail on its way: queued in the transaction of what it tells of, sent later, removed when the mail server has taken it. Taken up for
 * sending it counts as tried and is nobody else's for a while, so that one which brings a server down is not tried for ever either.
 * After each failure it waits about twice as long, three hours at most; after twenty, some two days, it is put into quarantine, where
 * the operator sees it. Recipient and text are sealed.
 */
@Entity
@Table(name = "mail_outbox")
public class QueuedMail {

    static final int MOST_ATTEMPTS = 20;

    private static final Duration IN_HAND = Duration.ofMinutes(5);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(3);
    private static final SecureRandom RANDOM = new SecureRandom();

    enum State {
        QUEUED,
        QUARANTINED
    }

    /** Why a mail did not go out: nobody answered, it was not taken, it does not open, or whoever tried has not come back. */
    public enum Trouble {
        AWAY,
        REFUSED,
        UNREADABLE,
        LOST
    }

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    private byte[] recipient;
    private byte[] subject;
    private byte[] body;

    @Enumerated(EnumType.STRING)
    private State state;

    private int attempts;

    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "queued_at")
    private Instant queuedAt;

    @Enumerated(EnumType.STRING)
    private Trouble trouble;

    protected QueuedMail() {}

    QueuedMail(UUID accountId, Mail mail, PersonSeal.Opened seal) {
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.recipient = seal.seal(id, "recipient", mail.recipient().value());
        this.subject = seal.seal(id, "subject", mail.subject());
        this.body = seal.seal(id, "body", mail.body());
        this.state = State.QUEUED;
        this.queuedAt = Time.now();
        this.dueAt = queuedAt;
    }

    Mail open(PersonSeal.Opened seal) {
        return new Mail(
                new EmailAddress(seal.open(id, "recipient", recipient)),
                seal.open(id, "subject", subject),
                seal.open(id, "body", body));
    }

    /** Takes the mail up; false when it was tried often enough, and goes into quarantine instead. */
    boolean take() {
        if (attempts >= MOST_ATTEMPTS) {
            state = State.QUARANTINED;
            return false;
        }
        attempts++;
        trouble = Trouble.LOST;
        dueAt = Time.now().plus(IN_HAND);
        return true;
    }

    void failed(Trouble why) {
        trouble = why;
        if (attempts >= MOST_ATTEMPTS) {
            state = State.QUARANTINED;
        }
        dueAt = Time.now().plus(pause(attempts, RANDOM.nextDouble()));
    }

    /** Twice as long each time, up to the longest, and up to a half more so that what failed together is not tried together. */
    static Duration pause(int attempts, double chance) {
        long doubled = FIRST_WAIT.toMillis() << Math.min(attempts - 1, 30);
        long pause = Math.min(doubled, LONGEST_WAIT.toMillis());
        return Duration.ofMillis(pause + (long) (pause * chance / 2));
    }

    /** Begins anew. */
    void retry() {
        state = State.QUEUED;
        attempts = 0;
        trouble = null;
        dueAt = Time.now();
    }

    boolean isQuarantined() {
        return state == State.QUARANTINED;
    }

    public UUID getId() {
        return id;
    }

    public UUID getAccountId() {
        return accountId;
    }

    public int getAttempts() {
        return attempts;
    }

    public Instant getQueuedAt() {
        return queuedAt;
    }

    /** Why the last attempt failed; null before the first. */
    public Trouble getTrouble() {
        return trouble;
    }
}
