package net.korax.ams.card;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

/** The account as {@code ams_vault} knows it: the row that every change of a card locks first. Made with the first card. */
@Entity
@Table(name = "vault_account")
class VaultAccount {

    @Id
    private UUID id;

    private boolean frozen;

    @Version
    private long version;

    protected VaultAccount() {}

    VaultAccount(UUID id) {
        this.id = id;
    }

    void freeze() {
        frozen = true;
    }

    boolean isFrozen() {
        return frozen;
    }

    UUID id() {
        return id;
    }
}
