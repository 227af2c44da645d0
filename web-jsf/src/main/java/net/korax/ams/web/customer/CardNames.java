package net.korax.ams.web.customer;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.korax.ams.card.Card;
import net.korax.ams.web.support.Texts;

/** What requests, charges and ledger lines call a card: brand and last four; of a deleted card nothing is left to tell. */
@Named
@RequestScoped
public class CardNames {

    @Inject
    private CardsPage cards;

    private Map<UUID, Card> byId;

    public String of(UUID cardId) {
        if (byId == null) {
            byId = cards.getCards().stream().collect(Collectors.toMap(Card::getId, Function.identity()));
        }
        Card card = cardId == null ? null : byId.get(cardId);
        return card == null
                ? Texts.get("customer", cardId == null ? "card.none" : "card.deleted")
                : card.getTruncated();
    }
}
