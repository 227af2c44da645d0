package net.korax.ams.web.customer;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.consent.Consent;
import net.korax.ams.consent.ConsentService;
import net.korax.ams.consent.Purpose;
import net.korax.ams.disclosure.Disclosure;
import net.korax.ams.disclosure.DisclosureService;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;

/** What the customer lets others have, and what they have got (P01). */
@Named("customerConsents")
@RequestScoped
public class ConsentsPage {

    private static final String HERE = "/customer/consents.xhtml?faces-redirect=true";

    @Inject
    private ConsentService service;

    @Inject
    private DisclosureService disclosureService;

    @Inject
    private ExternalContext external;

    private List<Purpose> offered;
    private List<Consent> consents;
    private List<Disclosure> disclosures;

    @PostConstruct
    void load() {
        offered = service.offered();
        consents = service.mine();
        disclosures = disclosureService.mine();
    }

    /** Consents to the purpose that the button names. */
    public String give() {
        service.give(ObjectId.of(external.getRequestParameterMap().get("purpose")));
        Notices.done("customer", "consents.done.given");
        return HERE;
    }

    /** Withdraws the consent that the button names. */
    public String withdraw() {
        service.withdraw(ObjectId.of(external.getRequestParameterMap().get("consent")));
        Notices.done("customer", "consents.done.withdrawn");
        return HERE;
    }

    /** The consent to a purpose that is in force; null when there is none. */
    public Consent live(Purpose purpose) {
        return consents.stream()
                .filter(consent ->
                        consent.isLive() && consent.getPurpose().getId().equals(purpose.getId()))
                .findFirst()
                .orElse(null);
    }

    public List<Purpose> getOffered() {
        return offered;
    }

    public List<Consent> getConsents() {
        return consents;
    }

    public List<Disclosure> getDisclosures() {
        return disclosures;
    }
}
