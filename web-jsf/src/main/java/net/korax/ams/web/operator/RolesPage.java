package net.korax.ams.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.contact.ContactRole;
import net.korax.ams.contact.ContactService;

/** The roles that contact persons can hold (P10). */
@Named("operatorRoles")
@RequestScoped
public class RolesPage {

    @Inject
    private ContactService contacts;

    private List<ContactRole> roles;

    @PostConstruct
    void load() {
        roles = contacts.roles();
    }

    public List<ContactRole> getRoles() {
        return roles;
    }
}
