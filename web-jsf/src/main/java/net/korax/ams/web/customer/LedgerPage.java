package net.korax.ams.web.customer;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.card.CardService;
import net.korax.ams.card.CustodyEntry;

/** The custody ledger: every use of every card, by whom, when, under which request (P19). */
@Named("customerLedger")
@RequestScoped
public class LedgerPage {

    @Inject
    private CardService cards;

    private List<CustodyEntry> entries;

    @PostConstruct
    void load() {
        entries = cards.ledger();
    }

    public List<CustodyEntry> getEntries() {
        return entries;
    }
}
