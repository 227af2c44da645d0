package net.korax.ams.person;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * That a member of staff saw something personal: what, when, why, by which staff number (P02). A line of the customer's own access log,
 * never what was seen. It forgets the contact that goes, and goes itself with the account.
 */
@Entity
@Table(name = "look")
public class Look {

    /** Whose field it is. */
    public enum Subject {
        HOLDER,
        CONTACT,
        /** Whoever has the address that was searched for. */
        ADDRESS
    }

    @Id
    private UUID id;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "contact_id")
    private UUID contactId;

    @Enumerated(EnumType.STRING)
    private Subject subject;

    @Enumerated(EnumType.STRING)
    private PersonalField field;

    @Enumerated(EnumType.STRING)
    private LookReason reason;

    private byte[] note;

    @Column(name = "request_id")
    private UUID requestId;

    @Column(name = "by_user")
    private UUID byUser;

    @Column(name = "by_staff")
    private String staffNumber;

    private Instant at;

    @Transient
    private String opened;

    protected Look() {}

    /** @param seal the account's key; null without an account */
    Look(
            Looker looker,
            UUID accountId,
            UUID contactId,
            PersonalField field,
            LookGround ground,
            PersonSeal.Opened seal) {
        this.id = UUID.randomUUID();
        this.accountId = accountId;
        this.contactId = contactId;
        this.subject = field == PersonalField.FOUND_BY_EMAIL
                ? Subject.ADDRESS
                : contactId == null ? Subject.HOLDER : Subject.CONTACT;
        this.field = field;
        this.reason = ground.reason();
        this.note = seal == null ? null : seal.seal(id, "look.note", ground.note());
        this.requestId = ground.requestId();
        this.byUser = looker.userId();
        this.staffNumber = looker.staffNumber();
        this.at = Time.now();
    }

    Look open(PersonSeal.Opened seal) {
        opened = seal.open(id, "look.note", note);
        return this;
    }

    public UUID getId() {
        return id;
    }

    /** The contact looked at; null for the holder, and for a contact that has gone. */
    public UUID getContactId() {
        return contactId;
    }

    public Subject getSubject() {
        return subject;
    }

    public PersonalField getField() {
        return field;
    }

    public LookReason getReason() {
        return reason;
    }

    /** In the looker's words; null when there are none. */
    public String getNote() {
        return opened;
    }

    public String getStaffNumber() {
        return staffNumber;
    }

    public Instant getAt() {
        return at;
    }
}
