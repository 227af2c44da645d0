package net.korax.ams.web.customer;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.contact.ContactPerson;
import net.korax.ams.contact.ContactService;
import net.korax.ams.contact.LookService;
import net.korax.ams.person.Look;
import net.korax.ams.web.support.Texts;

/** The customer's own access log: who of the staff saw what of him, when and why (P02). */
@Named("customerLooks")
@RequestScoped
public class LooksPage {

    @Inject
    private LookService service;

    @Inject
    private ContactService contacts;

    private List<Look> looks;
    private Map<UUID, String> names;

    @PostConstruct
    void load() {
        looks = service.mine();
        names = contacts.list().stream()
                .collect(Collectors.toMap(
                        ContactPerson::getId,
                        contact -> contact.getDetails().name().value()));
    }

    public List<Look> getLooks() {
        return looks;
    }

    /** Whose field it was: the holder, a contact by name or one that has gone; nothing for a search. */
    public String whose(Look look) {
        return switch (look.getSubject()) {
            case HOLDER -> Texts.get("customer", "looks.holder");
            case CONTACT -> names.getOrDefault(look.getContactId(), Texts.get("customer", "looks.gone"));
            case ADDRESS -> "";
        };
    }
}
