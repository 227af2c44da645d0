package net.korax.ams.web.customer;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardService;
import net.korax.ams.catalogue.CatalogueService;
import net.korax.ams.catalogue.ServiceOffer;
import net.korax.ams.ordering.OrderingService;
import net.korax.ams.shared.NotFound;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;

/** Ordering one service: which card, how much at most, and what happens then (P14, P19). */
@Named("customerOrder")
@ViewScoped
public class OrderPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient CatalogueService catalogue;

    @Inject
    private transient CardService cards;

    @Inject
    private transient OrderingService ordering;

    private String code;
    private String card;
    private transient List<Card> usable;

    /** Finds the offer that the address names; called once, when the page is opened. */
    public void load() {
        getOffer();
        card = getCards().stream()
                .filter(Card::isDefaultCard)
                .findFirst()
                .map(standard -> standard.getId().toString())
                .orElse(null);
    }

    public String order() {
        ordering.order(code, ObjectId.of(card));
        Notices.done("customer", "order.done");
        return "/customer/requests.xhtml?faces-redirect=true";
    }

    public ServiceOffer getOffer() {
        return catalogue.offers().stream()
                .filter(offer -> offer.getCode().equals(code))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    /** Cards that have not expired. */
    public List<Card> getCards() {
        if (usable == null) {
            usable = cards.list().stream().filter(any -> !any.isExpired()).toList();
        }
        return usable;
    }

    public String getCode() {
        return code;
    }

    public void setCode(String code) {
        this.code = code;
    }

    public String getCard() {
        return card;
    }

    public void setCard(String card) {
        this.card = card;
    }
}
