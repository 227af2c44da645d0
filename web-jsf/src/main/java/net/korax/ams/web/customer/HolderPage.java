package net.korax.ams.web.customer;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import net.korax.ams.account.AccountService;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.PhoneNumber;
import net.korax.ams.person.PostalAddress;
import net.korax.ams.web.support.Notices;

/** The account holder: the name, and for individuals who pay also address and phone (P06, P08). */
@Named("customerHolder")
@ViewScoped
public class HolderPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient AccountService accounts;

    @Inject
    private transient CurrentAccount current;

    private HolderName name;
    private String street;
    private String postcode;
    private String city;
    private String country;
    private PhoneNumber phone;

    /** Reads what is stored; called once, when the page is opened. */
    public void load() {
        HolderDetails holder = accounts.holder();
        name = holder.name();
        phone = holder.phone();
        if (holder.address() != null) {
            street = holder.address().street();
            postcode = holder.address().postcode();
            city = holder.address().city();
            country = holder.address().country();
        }
    }

    public String save() {
        boolean addressed = current.isAsksForAddress();
        accounts.changeHolder(new HolderDetails(
                name, addressed ? new PostalAddress(street, postcode, city, country) : null, addressed ? phone : null));
        Notices.done("customer", "holder.changed");
        return "/customer/data.xhtml?faces-redirect=true";
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
