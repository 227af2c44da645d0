package net.korax.ams.contact;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/** The roles that contacts can hold, defined by the operator (P10). */
@Stateless
@DenyAll
public class ContactRoleService {

    @Inject
    private ContactRepository repository;

    @Inject
    private AuditTrail trail;

    @Inject
    private Caller caller;

    /** Defines a role. Every contact that held all roles until now holds the new one too, so that no account loses coverage. */
    @RolesAllowed(Roles.OPERATOR)
    public void define(String nameEn, String nameFr) {
        String english = ContactRole.readName(nameEn);
        String french = ContactRole.readName(nameFr);
        String code = code(english);
        List<ContactRole> roles = repository.roles();
        if (roles.stream().anyMatch(role -> role.getCode().equals(code))) {
            throw new Refused("role.exists");
        }
        int last = roles.stream().mapToInt(ContactRole::position).max().orElse(0);
        repository.store().persist(new ContactRole(code, english, french, last + 1));
        repository.store().flush();
        repository.giveToCoveringContacts(code);
        trail.record(repository.store(), AuditEntry.done(caller.actor(), "contact-role.define", null, null));
    }

    @RolesAllowed(Roles.OPERATOR)
    public void rename(String code, String nameEn, String nameFr) {
        ContactRole role = repository.store().find(ContactRole.class, code);
        if (role == null) {
            throw new NotFound();
        }
        role.rename(ContactRole.readName(nameEn), ContactRole.readName(nameFr));
        trail.record(repository.store(), AuditEntry.done(caller.actor(), "contact-role.rename", null, null));
    }

    private static String code(String name) {
        String code = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        if (code.length() < 2 || code.length() > 30) {
            throw new InvalidValue("role.name");
        }
        return code;
    }
}
