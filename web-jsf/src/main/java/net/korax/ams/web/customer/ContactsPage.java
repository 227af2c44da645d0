package net.korax.ams.web.customer;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Set;
import net.korax.ams.contact.ContactPerson;
import net.korax.ams.contact.ContactService;
import net.korax.ams.contact.Coverage;
import net.korax.ams.web.support.Preferences;
import net.korax.ams.web.support.Texts;

/** The contact persons, and whether one of them covers the account (P10 to P13). */
@Named("customerContacts")
@RequestScoped
public class ContactsPage {

    @Inject
    private ContactService contacts;

    @Inject
    private Preferences preferences;

    private Coverage coverage;

    @PostConstruct
    void load() {
        coverage = contacts.coverage();
    }

    public List<ContactPerson> getContacts() {
        return coverage.contacts();
    }

    public Coverage getCoverage() {
        return coverage;
    }

    /** Who covers the account, or what is missing for somebody to do so. */
    public String getCoverageText() {
        if (coverage.isKept()) {
            return Texts.get(
                    "customer",
                    "coverage.kept",
                    coverage.getCovering().get(0).getDetails().name().value());
        }
        ContactPerson candidate = coverage.getCandidate();
        if (candidate == null) {
            return Texts.get("customer", "coverage.nobody");
        }
        String name = candidate.getDetails().name().value();
        return coverage.getMissing().isEmpty()
                ? Texts.get("customer", "coverage.unproved", name)
                : Texts.get("customer", "coverage.roles", name, String.join(", ", names(coverage.getMissing())));
    }

    /** Names of the roles with these codes, in the order of the roles. */
    public List<String> names(Set<String> codes) {
        return coverage.roles().stream()
                .filter(role -> codes.contains(role.getCode()))
                .map(role -> role.name(preferences.getLanguage()))
                .toList();
    }
}
