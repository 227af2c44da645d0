package net.korax.ams.account;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

/**
 * The account as {@code ams_person} knows it: the row that every change of a contact locks first, and the state of the
 * coverage rule (P13). Coverage is {@code OPENING} until the first covering address is proved, then {@code KEPT}; a bounce of
 * the last one makes it {@code LOST} until somebody mends it.
 */
@Entity
@Table(name = "person_account")
public class PersonAccount {

    /** State of the coverage rule. */
    public enum Coverage {
        OPENING,
        KEPT,
        LOST
    }

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private Coverage coverage;

    private String locale;
    private boolean frozen;

    @Version
    private long version;

    protected PersonAccount() {}

    PersonAccount(UUID id, String locale) {
        this.id = id;
        this.locale = locale;
        this.coverage = Coverage.OPENING;
    }

    void freeze() {
        frozen = true;
    }

    /** A covering contact's address was proved. */
    public void coverageKept() {
        coverage = Coverage.KEPT;
    }

    /** The last covering address bounced. */
    public void coverageLost() {
        coverage = Coverage.LOST;
    }

    public UUID getId() {
        return id;
    }

    public Coverage getCoverage() {
        return coverage;
    }

    /** The language in which mails go to this account's people: {@code en} or {@code fr}. */
    public String getLocale() {
        return locale;
    }

    boolean isFrozen() {
        return frozen;
    }
}
