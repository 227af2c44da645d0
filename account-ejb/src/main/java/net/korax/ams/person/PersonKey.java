package net.korax.ams.person;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import net.korax.ams.vault.WrappedDek;

/** The wrapped key under which one account's personal fields are sealed; {@link PersonSeal} opens it. Gone with the account, and all fields with it. */
@Entity
@Table(name = "person_key")
public class PersonKey {

    @Id
    @Column(name = "account_id")
    private UUID accountId;

    @Column(name = "dek_id")
    private UUID dekId;

    @Column(name = "kek_version")
    private int kekVersion;

    private byte[] wrapped;

    protected PersonKey() {}

    PersonKey(WrappedDek dek) {
        this.accountId = dek.owner();
        this.dekId = dek.id();
        this.kekVersion = dek.kekVersion();
        this.wrapped = dek.wrapped();
    }

    WrappedDek dek() {
        return new WrappedDek(dekId, accountId, kekVersion, wrapped);
    }
}
