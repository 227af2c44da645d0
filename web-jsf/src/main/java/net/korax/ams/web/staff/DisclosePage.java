package net.korax.ams.web.staff;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.AccountSearchService;
import net.korax.ams.account.AccountSearchService.FoundAccount;
import net.korax.ams.consent.Consent;
import net.korax.ams.consent.DataClass;
import net.korax.ams.disclosure.DisclosureService;
import net.korax.ams.web.support.DataForm;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;

/** Recording that data of an account go to somebody outside, under a consent of the customer (P01). */
@Named("staffDisclose")
@ViewScoped
public class DisclosePage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient DisclosureService disclosures;

    @Inject
    private transient AccountSearchService accounts;

    private final DataForm data = new DataForm();
    private String account;
    private String consent;
    private transient FoundAccount found;
    private transient List<Consent> consents;

    /** Finds the account that the address names; called once, when the page is opened. */
    public void load() {
        getFound();
    }

    public String record() {
        disclosures.record(ObjectId.of(account), ObjectId.of(consent), data.data());
        Notices.done("staff", "disclose.done");
        return "/staff/account.xhtml?faces-redirect=true&id=" + account;
    }

    /** Those under which something may go out now. */
    public List<Consent> getConsents() {
        if (consents == null) {
            consents = disclosures.liveConsents(ObjectId.of(account));
        }
        return consents;
    }

    /** What the chosen consent covers. */
    public Set<DataClass> getCovered() {
        UUID chosen = ObjectId.of(consent);
        return getConsents().stream()
                .filter(any -> any.getId().equals(chosen))
                .findFirst()
                .map(any -> any.getPurpose().getData())
                .orElse(Set.of());
    }

    public DataForm getData() {
        return data;
    }

    public FoundAccount getFound() {
        if (found == null) {
            found = accounts.get(ObjectId.of(account));
        }
        return found;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public String getConsent() {
        return consent;
    }

    public void setConsent(String consent) {
        this.consent = consent;
    }
}
