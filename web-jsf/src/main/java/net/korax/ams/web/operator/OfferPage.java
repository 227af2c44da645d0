package net.korax.ams.web.operator;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Currency;
import net.korax.ams.catalogue.CatalogueService;
import net.korax.ams.catalogue.OfferText;
import net.korax.ams.catalogue.ServiceOffer;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Formats;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.Refusals;

/** One offer: added when the address of the page names none, else changed, withdrawn or offered again. */
@Named("operatorOffer")
@ViewScoped
public class OfferPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String LIST = "/operator/catalogue.xhtml?faces-redirect=true";

    @Inject
    private transient CatalogueService catalogue;

    @Inject
    private transient Refusals refusals;

    private String code;
    private String offerCode;
    private String nameEn;
    private String nameFr;
    private String descriptionEn;
    private String descriptionFr;
    private String price;
    private Currency currency = Currency.getInstance("EUR");
    private boolean active = true;

    /** Reads the offer that the address names; called once, when the page is opened. */
    public void load() {
        if (code == null) {
            return;
        }
        ServiceOffer offer = stored();
        offerCode = code;
        nameEn = offer.text("en").name();
        descriptionEn = offer.text("en").description();
        nameFr = offer.text("fr").name();
        descriptionFr = offer.text("fr").description();
        price = Formats.amountForTyping(offer.getPrice());
        currency = offer.getPrice().currency();
        active = offer.isActive();
    }

    private ServiceOffer stored() {
        return catalogue.allOffers().stream()
                .filter(offer -> offer.getCode().equals(code))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    public String save() {
        OfferText english = OfferText.of(nameEn, descriptionEn);
        OfferText french = OfferText.of(nameFr, descriptionFr);
        Money amount = Money.parse(price, currency);
        if (isAdding()) {
            try {
                catalogue.add(offerCode, english, french, amount);
            } catch (Refused refused) {
                refusals.show(refused, "offerCode");
                return null;
            }
        } else {
            catalogue.change(code, english, french, amount, active);
        }
        Notices.done("operator", isAdding() ? "offer.added" : "offer.changed", english.name());
        return LIST;
    }

    /** Validator of both names; so are those below of their fields. */
    public void checkName(FacesContext context, UIComponent field, String typed) {
        refusals.check(field, () -> OfferText.readName(typed));
    }

    public void checkDescription(FacesContext context, UIComponent field, String typed) {
        refusals.check(field, () -> OfferText.readDescription(typed));
    }

    public void checkPrice(FacesContext context, UIComponent field, String typed) {
        refusals.check(field, () -> Money.parse(typed, currency));
    }

    /** Withdraws the offer, or offers it again, as it is stored. */
    public String turn() {
        ServiceOffer offer = stored();
        catalogue.change(code, offer.text("en"), offer.text("fr"), offer.getPrice(), !active);
        Notices.done(
                "operator",
                active ? "offer.withdrawn" : "offer.again",
                offer.text("en").name());
        return LIST;
    }

    /** Whether this is a new offer. */
    public boolean isAdding() {
        return code == null;
    }

    public boolean isActive() {
        return active;
    }

    public String getCurrency() {
        return currency.getCurrencyCode();
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getOfferCode() {
        return offerCode;
    }

    public void setOfferCode(String offerCode) {
        this.offerCode = offerCode;
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

    public String getDescriptionEn() {
        return descriptionEn;
    }

    public void setDescriptionEn(String descriptionEn) {
        this.descriptionEn = descriptionEn;
    }

    public String getDescriptionFr() {
        return descriptionFr;
    }

    public void setDescriptionFr(String descriptionFr) {
        this.descriptionFr = descriptionFr;
    }

    public String getPrice() {
        return price;
    }

    public void setPrice(String price) {
        this.price = price;
    }
}
