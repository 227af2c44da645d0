package net.korax.ams.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.PersonSeal;
import net.korax.ams.person.PhoneNumber;
import net.korax.ams.person.PostalAddress;

/** The holder of an account, every field sealed; {@link #details} opens them. */
@Entity
@Table(name = "account_holder")
class AccountHolder {

    @Id
    @Column(name = "account_id")
    private UUID accountId;

    private byte[] name;
    private byte[] street;
    private byte[] postcode;
    private byte[] city;
    private byte[] country;
    private byte[] phone;

    @Version
    private long version;

    protected AccountHolder() {}

    AccountHolder(UUID accountId, HolderDetails details, PersonSeal.Opened seal) {
        this.accountId = accountId;
        change(details, seal);
    }

    void change(HolderDetails details, PersonSeal.Opened seal) {
        PostalAddress address = details.address();
        name = seal.seal(accountId, "holder.name", details.name().value());
        street = seal.seal(accountId, "holder.street", address == null ? null : address.street());
        postcode = seal.seal(accountId, "holder.postcode", address == null ? null : address.postcode());
        city = seal.seal(accountId, "holder.city", address == null ? null : address.city());
        country = seal.seal(accountId, "holder.country", address == null ? null : address.country());
        phone = seal.seal(
                accountId,
                "holder.phone",
                details.phone() == null ? null : details.phone().e164());
    }

    UUID accountId() {
        return accountId;
    }

    HolderDetails details(PersonSeal.Opened seal) {
        PostalAddress address = street == null
                ? null
                : new PostalAddress(
                        seal.open(accountId, "holder.street", street),
                        seal.open(accountId, "holder.postcode", postcode),
                        seal.open(accountId, "holder.city", city),
                        seal.open(accountId, "holder.country", country));
        PhoneNumber number = phone == null ? null : new PhoneNumber(seal.open(accountId, "holder.phone", phone));
        return new HolderDetails(new HolderName(seal.open(accountId, "holder.name", name)), address, number);
    }
}
