package net.korax.ams.card;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

/**
 * The account as {@code ams_vault} knows it: the row that every change of a card locks first. Made with the first card,
 * frozen when the account closes; then it is what keeps new cards out for good.
 */
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

    boolean isFrozen() {
        return frozen;
    }

    UUID id() {
        return id;
    }
}
