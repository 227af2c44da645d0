package net.korax.ams.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.catalogue.CatalogueService;
import net.korax.ams.catalogue.ServiceOffer;

/** Every offer, withdrawn ones too. */
@Named("operatorCatalogue")
@RequestScoped
public class CataloguePage {

    @Inject
    private CatalogueService catalogue;

    private List<ServiceOffer> offers;

    @PostConstruct
    void load() {
        offers = catalogue.allOffers();
    }

    public List<ServiceOffer> getOffers() {
        return offers;
    }
}
