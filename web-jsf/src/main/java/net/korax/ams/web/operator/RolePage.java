package net.korax.ams.web.operator;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import net.korax.ams.contact.ContactRole;
import net.korax.ams.contact.ContactRoleService;
import net.korax.ams.contact.ContactService;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.Refusals;

/** One role of contacts: defined when the address of the page names none, else given other names. */
@Named("operatorRole")
@ViewScoped
public class RolePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String LIST = "/operator/roles.xhtml?faces-redirect=true";

    @Inject
    private transient ContactRoleService service;

    @Inject
    private transient ContactService contacts;

    @Inject
    private transient Refusals refusals;

    private String code;
    private String nameEn;
    private String nameFr;

    /** Reads the role that the address names; called once, when the page is opened. */
    public void load() {
        if (code == null) {
            return;
        }
        ContactRole role = contacts.roles().stream()
                .filter(known -> known.getCode().equals(code))
                .findFirst()
                .orElseThrow(NotFound::new);
        nameEn = role.getNameEn();
        nameFr = role.getNameFr();
    }

    public String save() {
        try {
            if (isDefining()) {
                service.define(nameEn, nameFr);
            } else {
                service.rename(code, nameEn, nameFr);
            }
        } catch (Refused refused) {
            refusals.show(refused, "nameEn");
            return null;
        }
        Notices.done("operator", isDefining() ? "role.defined" : "role.renamed", nameEn);
        return LIST;
    }

    /** Validator of both names. */
    public void checkName(FacesContext context, UIComponent field, String typed) {
        refusals.check(field, () -> ContactRole.readName(typed));
    }

    /** Whether this is a new role. */
    public boolean isDefining() {
        return code == null;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getNameEn() {
        return nameEn;
    }

    public void setNameEn(String nameEn) {
        this.nameEn = nameEn;
    }

    public String getNameFr() {
        return nameFr;
    }

    public void setNameFr(String nameFr) {
        this.nameFr = nameFr;
    }
}
