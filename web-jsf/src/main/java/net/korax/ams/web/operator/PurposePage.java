package net.korax.ams.web.operator;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.UUID;
import net.korax.ams.consent.Purpose;
import net.korax.ams.consent.PurposeService;
import net.korax.ams.consent.PurposeText;
import net.korax.ams.shared.NotFound;
import net.korax.ams.web.support.DataForm;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;
import net.korax.ams.web.support.Refusals;

/** One purpose: defined when the address of the page names none, else shown and ended (P01). */
@Named("operatorPurpose")
@ViewScoped
public class PurposePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String LIST = "/operator/purposes.xhtml?faces-redirect=true";

    @Inject
    private transient PurposeService service;

    @Inject
    private transient Refusals refusals;

    private final DataForm data = new DataForm();
    private String id;
    private String recipient;
    private String nameEn;
    private String nameFr;
    private String textEn;
    private String textFr;
    private transient Purpose purpose;

    /** Finds the purpose that the address names; called once, when the page is opened. */
    public void load() {
        if (id != null) {
            getPurpose();
        }
    }

    public String define() {
        service.define(recipient, PurposeText.of(nameEn, textEn), PurposeText.of(nameFr, textFr), data.data());
        Notices.done("operator", "purpose.done.defined", recipient);
        return LIST;
    }

    public String end() {
        service.end(ObjectId.of(id));
        Notices.done("operator", "purpose.done.ended");
        return LIST;
    }

    /** Validator of the recipient; those of the texts stand below. */
    public void checkRecipient(FacesContext context, UIComponent field, String typed) {
        refusals.check(field, () -> Purpose.readRecipient(typed));
    }

    public void checkName(FacesContext context, UIComponent field, String typed) {
        refusals.check(field, () -> PurposeText.readName(typed));
    }

    public void checkText(FacesContext context, UIComponent field, String typed) {
        refusals.check(field, () -> PurposeText.readText(typed));
    }

    /** Whether this is a new purpose. */
    public boolean isDefining() {
        return id == null;
    }

    public Purpose getPurpose() {
        if (purpose == null) {
            UUID wanted = ObjectId.of(id);
            purpose = service.list().stream()
                    .filter(any -> any.getId().equals(wanted))
                    .findFirst()
                    .orElseThrow(NotFound::new);
        }
        return purpose;
    }

    public DataForm getData() {
        return data;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getRecipient() {
        return recipient;
    }

    public void setRecipient(String recipient) {
        this.recipient = recipient;
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

    public String getTextEn() {
        return textEn;
    }

    public void setTextEn(String textEn) {
        this.textEn = textEn;
    }

    public String getTextFr() {
        return textFr;
    }

    public void setTextFr(String textFr) {
        this.textFr = textFr;
    }
}
