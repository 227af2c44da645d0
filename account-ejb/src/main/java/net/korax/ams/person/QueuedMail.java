package net.korax.ams.person;

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

/**
 * A mail on its way: queued in the transaction of what it tells of, sent later, removed when the mail server has taken it. Twelve
 * failures put it into quarantine, where the operator sees it. Recipient and text are sealed.
 */
@Entity
@Table(name = "mail_outbox")
public class QueuedMail {

    private static final int MOST_ATTEMPTS = 12;

    enum State {
        QUEUED,
        QUARANTINED
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

    void failed() {
        attempts++;
        if (attempts >= MOST_ATTEMPTS) {
            state = State.QUARANTINED;
        }
        dueAt = Time.now().plus(Duration.ofSeconds(5L << Math.min(attempts, 10)));
    }

    public UUID getId() {
        return id;
    }

    public UUID getAccountId() {
        return accountId;
    }
}
