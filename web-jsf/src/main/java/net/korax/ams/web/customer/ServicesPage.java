package net.korax.ams.web.customer;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.catalogue.CatalogueService;
import net.korax.ams.catalogue.ServiceOffer;
import net.korax.ams.catalogue.ServiceOrder;
import net.korax.ams.web.support.Preferences;

/** What can be ordered, and what was. */
@Named("customerServices")
@RequestScoped
public class ServicesPage {

    @Inject
    private CatalogueService catalogue;

    @Inject
    private Preferences preferences;

    private List<ServiceOffer> all;
    private List<ServiceOrder> orders;

    @PostConstruct
    void load() {
        all = catalogue.allOffers();
        orders = catalogue.myOrders();
    }

    public List<ServiceOffer> getOffers() {
        return all.stream().filter(ServiceOffer::isActive).toList();
    }

    public List<ServiceOrder> getOrders() {
        return orders;
    }

    /** The name of an offer in the language of the page, of a withdrawn one too. */
    public String name(String offerCode) {
        return all.stream()
                .filter(offer -> offer.getCode().equals(offerCode))
                .findFirst()
                .map(offer -> offer.name(preferences.getLanguage()))
                .orElse(offerCode);
    }

    /** State of the chip that tells where an order stands. */
    public String chip(ServiceOrder order) {
        return switch (order.getStatus()) {
            case PAID -> "good";
            case DECLINED -> "bad";
            case PLACED, REQUESTED -> "info";
            case CANCELLED, REFUNDED -> "quiet";
        };
    }
}
