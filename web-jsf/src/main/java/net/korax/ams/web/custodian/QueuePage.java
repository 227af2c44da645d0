package net.korax.ams.web.custodian;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.account.AccountSearchService;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.shared.Time;
import net.korax.ams.web.support.Texts;

/** Open requests about cards, the oldest first (P19). */
@Named("custodianQueue")
@RequestScoped
public class QueuePage {

    private static final Duration PRESSING = Duration.ofHours(4);

    @Inject
    private CardRequestService service;

    @Inject
    private AccountSearchService accounts;

    private List<CardRequest> requests;
    private Map<UUID, String> numbers;
    private final Map<UUID, String> cards = new HashMap<>();

    @PostConstruct
    void load() {
        requests = service.queue();
        numbers = accounts.numbers(
                requests.stream().map(CardRequest::getAccountId).collect(Collectors.toSet()));
    }

    public List<CardRequest> getRequests() {
        return requests;
    }

    /** The account's number; a dash when the account was closed meanwhile. */
    public String number(CardRequest asked) {
        return numbers.getOrDefault(asked.getAccountId(), "–");
    }

    /** Brand and last four of the card, or that it is a new one. */
    public String card(CardRequest asked) {
        return cards.computeIfAbsent(asked.getId(), id -> {
            Card card = service.cardOf(id);
            return card == null ? Texts.get("staff", "card.new") : card.getTruncated();
        });
    }

    /** Whether a request will soon be too old. */
    public boolean isPressing(CardRequest asked) {
        return Time.now().plus(PRESSING).isAfter(asked.getExpiresAt());
    }
}
