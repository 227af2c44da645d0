package net.korax.ams.web.support;

import java.io.Serializable;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.PhoneNumber;
import net.korax.ams.person.PostalAddress;

/** An account's holder as it is typed. */
public final class HolderForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private HolderName name;
    private String street;
    private String postcode;
    private String city;
    private String country;
    private PhoneNumber phone;

    public static HolderForm of(HolderDetails holder) {
        HolderForm form = new HolderForm();
        form.name = holder.name();
        form.phone = holder.phone();
        if (holder.address() != null) {
            form.street = holder.address().street();
            form.postcode = holder.address().postcode();
            form.city = holder.address().city();
            form.country = holder.address().country();
        }
        return form;
    }

    /**
     * @param addressed whether this kind of account asks for address and phone; else what stands there is left out
     * @throws net.korax.ams.shared.InvalidValue {@code address.*}
     */
    public HolderDetails details(boolean addressed) {
        return details(name, addressed);
    }

    /** The same for a holder whose name is not typed here. */
    public HolderDetails details(HolderName holder, boolean addressed) {
        return new HolderDetails(
                holder,
                addressed ? new PostalAddress(street, postcode, city, country) : null,
                addressed ? phone : null);
    }

    public HolderName getName() {
        return name;
    }

    public void setName(HolderName name) {
        this.name = name;
    }

    public String getStreet() {
        return street;
    }

    public void setStreet(String street) {
        this.street = street;
    }

    public String getPostcode() {
        return postcode;
    }

    public void setPostcode(String postcode) {
        this.postcode = postcode;
    }

    public String getCity() {
        return city;
    }

    public void setCity(String city) {
        this.city = city;
    }

    public String getCountry() {
        return country;
    }

    public void setCountry(String country) {
        this.country = country;
    }

    public PhoneNumber getPhone() {
        return phone;
    }

    public void setPhone(PhoneNumber phone) {
        this.phone = phone;
    }
}
