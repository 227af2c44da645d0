package net.korax.ams.catalogue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Currency;
import net.korax.ams.shared.Money;

/** A service that customers can order, with its price; kept by the operator. An offer that has been ordered is never removed, only withdrawn. */
@Entity
@Table(name = "service_offer")
public class ServiceOffer {

    @Id
    private String code;

    @Column(name = "name_en")
    private String nameEn;

    @Column(name = "name_fr")
    private String nameFr;

    @Column(name = "description_en")
    private String descriptionEn;

    @Column(name = "description_fr")
    private String descriptionFr;

    @Column(name = "price_minor")
    private long priceMinor;

    private String currency;
    private int position;
    private boolean active;

    @Version
    private long version;

    protected ServiceOffer() {}

    ServiceOffer(String code, OfferText english, OfferText french, Money price, int position) {
        this.code = code;
        this.position = position;
        this.active = true;
        change(english, french, price, true);
    }

    void change(OfferText english, OfferText french, Money price, boolean nowActive) {
        nameEn = english.name();
        descriptionEn = english.description();
        nameFr = french.name();
        descriptionFr = french.description();
        priceMinor = price.minor();
        currency = price.currency().getCurrencyCode();
        active = nowActive;
    }

    int position() {
        return position;
    }

    public String getCode() {
        return code;
    }

    /** The name in a language: {@code fr}, and English for every other. */
    public String name(String language) {
        return text(language).name();
    }

    public String getNameEn() {
        return nameEn;
    }

    public String getNameFr() {
        return nameFr;
    }

    public String description(String language) {
        return text(language).description();
    }

    public OfferText text(String language) {
        return "fr".equals(language) ? new OfferText(nameFr, descriptionFr) : new OfferText(nameEn, descriptionEn);
    }

    public Money getPrice() {
        return new Money(priceMinor, Currency.getInstance(currency));
    }

    public boolean isActive() {
        return active;
    }

    public long getVersion() {
        return version;
    }
}
