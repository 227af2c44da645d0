package net.korax.ams.web.staff;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.Account;
import net.korax.ams.account.AccountSearchService;
import net.korax.ams.account.AccountSearchService.FoundAccount;
import net.korax.ams.account.IdentityService;
import net.korax.ams.account.IdentityState;
import net.korax.ams.account.IdentityVerdict;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.contact.AssistedContactService;
import net.korax.ams.contact.AssistedContactService.MaskedContact;
import net.korax.ams.contact.ContactRequest;
import net.korax.ams.contact.ContactService;
import net.korax.ams.disclosure.Disclosure;
import net.korax.ams.disclosure.DisclosureService;
import net.korax.ams.web.support.ObjectId;
import net.korax.ams.web.support.Preferences;

/** One account as staff see it without a request: everything masked (P02, P16). */
@Named("staffAccount")
@RequestScoped
public class AccountPage {

    @Inject
    private AccountSearchService accounts;

    @Inject
    private AssistedContactService assisted;

    @Inject
    private ContactService roles;

    @Inject
    private CardRequestService cardRequests;

    @Inject
    private IdentityService identities;

    @Inject
    private DisclosureService disclosureService;

    @Inject
    private Timeline timeline;

    @Inject
    private Preferences preferences;

    private String id;
    private FoundAccount account;
    private List<MaskedContact> contacts;
    private List<Card> cards;
    private List<CardRequest> openCardRequests;
    private List<ContactRequest> openContactRequests;
    private List<Timeline.Event> events;
    private IdentityState identity;
    private List<Disclosure> disclosures;

    /** Reads the account that the address names. */
    public void load() {
        UUID accountId = ObjectId.of(id);
        account = accounts.get(accountId);
        contacts = assisted.list(accountId);
        cards = cardRequests.cardsOf(accountId);
        openCardRequests = cardRequests.requestsOf(accountId).stream()
                .filter(CardRequest::isLive)
                .toList();
        openContactRequests = assisted.requestsOf(accountId).stream()
                .filter(ContactRequest::isLive)
                .toList();
        events = timeline.of(accountId);
        identity = identities.of(accountId).stream()
                .findFirst()
                .map(IdentityVerdict::getState)
                .orElse(IdentityState.UNVERIFIED);
        disclosures = disclosureService.ofAccount(accountId);
    }

    public FoundAccount getAccount() {
        return account;
    }

    /** Whether anything of the account can be changed. */
    public boolean isActive() {
        return account.status() == Account.Status.ACTIVE;
    }

    public IdentityState getIdentity() {
        return identity;
    }

    public List<Disclosure> getDisclosures() {
        return disclosures;
    }

    public List<MaskedContact> getContacts() {
        return contacts;
    }

    /** Names of the roles with these codes, in the order of the roles. */
    public List<String> names(Set<String> codes) {
        return roles.roles().stream()
                .filter(role -> codes.contains(role.getCode()))
                .map(role -> role.name(preferences.getLanguage()))
                .toList();
    }

    public List<Card> getCards() {
        return cards;
    }

    /** What an open request calls a card; null when it is about a new one. */
    public String card(UUID cardId) {
        return cards.stream()
                .filter(card -> card.getId().equals(cardId))
                .findFirst()
                .map(Card::getTruncated)
                .orElse(null);
    }

    public List<CardRequest> getOpenCardRequests() {
        return openCardRequests;
    }

    public List<ContactRequest> getOpenContactRequests() {
        return openContactRequests;
    }

    public List<Timeline.Event> getEvents() {
        return events;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
