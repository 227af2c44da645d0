package net.korax.ams.web.customer;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.card.CardService;
import net.korax.ams.card.CardholderName;
import net.korax.ams.card.Expiry;
import net.korax.ams.shared.NotFound;
import net.korax.ams.web.support.Notices;

/** Adding a card. The number is not here: the card field hands it to custody itself (P16). */
@Named("customerCardAdd")
@RequestScoped
public class CardAddPage {

    @Inject
    private CardService cards;

    @Inject
    private CurrentAccount current;

    private Expiry expiry;
    private CardholderName holder;
    private boolean makeDefault;
    private boolean sealed;

    /** An account without billing has no such page (P04). While custody is sealed it says so before a number is typed. */
    public void load() {
        requireCards();
        sealed = cards.isSealed();
    }

    public String add() {
        requireCards();
        cards.add(expiry, holder, null, makeDefault);
        Notices.done("customer", "card-add.done");
        return "/customer/cards.xhtml?faces-redirect=true";
    }

    private void requireCards() {
        if (!current.isTakesCards()) {
            throw new NotFound();
        }
    }

    /** Whether custody was sealed when the page was opened; sealed since then, it refuses what is sent. */
    public boolean isSealed() {
        return sealed;
    }

    public Expiry getExpiry() {
        return expiry;
    }

    public void setExpiry(Expiry expiry) {
        this.expiry = expiry;
    }

    public CardholderName getHolder() {
        return holder;
    }

    public void setHolder(CardholderName holder) {
        this.holder = holder;
    }

    public boolean isMakeDefault() {
        return makeDefault;
    }

    public void setMakeDefault(boolean makeDefault) {
        this.makeDefault = makeDefault;
    }
}
