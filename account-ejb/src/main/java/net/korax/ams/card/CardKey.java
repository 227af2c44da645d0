package net.korax.ams.card;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import net.korax.ams.vault.WrappedDek;

/**
 * The wrapped data key under which an account's cards are sealed; a key of its own for each account, and two while a rotation gives
 * the account one of the next generation.
 */
@Entity
@Table(name = "card_key")
class CardKey {

    @Id
    @Column(name = "dek_id")
    private UUID dekId;

    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "kek_version")
    private int kekVersion;

    private byte[] wrapped;

    private int generation;

    protected CardKey() {}

    CardKey(WrappedDek dek, int generation) {
        this.generation = generation;
        this.dekId = dek.id();
        this.accountId = dek.owner();
        this.kekVersion = dek.kekVersion();
        this.wrapped = dek.wrapped();
    }

    UUID id() {
        return dekId;
    }

    UUID accountId() {
        return accountId;
    }

    WrappedDek dek() {
        return new WrappedDek(dekId, accountId, kekVersion, wrapped);
    }
}
