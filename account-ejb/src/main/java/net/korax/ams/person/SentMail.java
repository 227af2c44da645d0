package net.korax.ams.person;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * That a mail went to an address, kept for as long as a report may come back that it did not arrive. The report brings back the mail's
 * own random id, which nobody but its recipient and the mail servers on the way has seen; so nobody can make another's address look
 * broken. Of id and address there are keyed fingerprints. Used up by the first report.
 */
@Entity
@Table(name = "sent_mail")
public class SentMail {

    @Id
    @Column(name = "token_fingerprint")
    private byte[] token;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "address_fingerprint")
    private byte[] address;

    @Column(name = "sent_at")
    private Instant sentAt;

    protected SentMail() {}

    SentMail(UUID id, UUID accountId, EmailAddress recipient) {
        this.token = fingerprint(id);
        this.accountId = accountId;
        this.address = fingerprint(recipient.key());
        this.sentAt = Time.now();
    }

    static byte[] fingerprint(UUID id) {
        return PersonSeal.index("sent-mail", id.toString());
    }

    static byte[] fingerprint(String key) {
        return PersonSeal.index("sent-mail-address", key);
    }

    /** Whether it went to this address. */
    public boolean wentTo(EmailAddress any) {
        return MessageDigest.isEqual(address, fingerprint(any.key()));
    }

    public UUID getAccountId() {
        return accountId;
    }
}
