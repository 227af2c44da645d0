package net.korax.ams.web.customer;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.card.CardService;
import net.korax.ams.card.CustodyEntry;
import net.korax.ams.contact.ContactPerson;
import net.korax.ams.contact.Coverage;
import net.korax.ams.contact.EmailState;

/** What needs the customer's attention, and what happened lately. */
@Named("customerOverview")
@RequestScoped
public class OverviewPage {

    private static final int LEDGER_LINES = 5;
    private static final int SOON_DAYS = 60;

    @Inject
    private ContactsPage contacts;

    @Inject
    private CardsPage cards;

    @Inject
    private CardService service;

    @Inject
    private CardRequestService requests;

    private List<CardRequest> open;
    private List<CustodyEntry> ledger;

    @PostConstruct
    void load() {
        open = requests.mine().stream().filter(CardRequest::isLive).toList();
        ledger = service.ledger().stream().limit(LEDGER_LINES).toList();
    }

    public Coverage getCoverage() {
        return contacts.getCoverage();
    }

    /** Contacts whose address is not shown to work, or a new one of whom waits to be proved. */
    public List<ContactPerson> getUnproved() {
        return getCoverage().contacts().stream()
                .filter(contact -> contact.getEmailState() != EmailState.VERIFIED || contact.getAwaited() != null)
                .toList();
    }

    public List<Card> getCards() {
        return cards.getCards();
    }

    /** Cards that have expired or will within sixty days. */
    public List<Card> getExpiring() {
        return getCards().stream()
                .filter(card -> card.daysToExpiry() <= SOON_DAYS)
                .toList();
    }

    public List<CardRequest> getOpenRequests() {
        return open;
    }

    public List<CustodyEntry> getLedger() {
        return ledger;
    }
}
