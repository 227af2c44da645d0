package net.korax.ams.web.customer;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardService;
import net.korax.ams.web.support.Texts;

/** The stored cards as they may be seen: brand, last four, expiry, holder (P15, P16). */
@Named("customerCards")
@RequestScoped
public class CardsPage {

    private static final int SOON_DAYS = 60;

    @Inject
    private CardService service;

    private List<Card> cards;

    @PostConstruct
    void load() {
        cards = service.list();
    }

    public List<Card> getCards() {
        return cards;
    }

    /** State of the chip on a card: what is most urgent of expired, expiring and default. */
    public String chip(Card card) {
        if (card.isExpired()) {
            return "bad";
        }
        if (card.daysToExpiry() <= SOON_DAYS) {
            return "warn";
        }
        return card.isDefaultCard() ? "good" : "quiet";
    }

    /** Text of that chip; empty when there is nothing to say. */
    public String chipText(Card card) {
        if (card.isExpired()) {
            return Texts.get("customer", "card.expired");
        }
        if (card.daysToExpiry() <= SOON_DAYS) {
            return Texts.get("customer", "card.expires", Math.max(0, card.daysToExpiry()));
        }
        return card.isDefaultCard() ? Texts.get("customer", "card.default") : "";
    }
}
