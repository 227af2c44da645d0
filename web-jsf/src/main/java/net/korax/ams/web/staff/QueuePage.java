package net.korax.ams.web.staff;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.account.AccountSearchService;
import net.korax.ams.account.Channel;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.contact.AssistedContactService;
import net.korax.ams.contact.ContactRequest;
import net.korax.ams.shared.Time;

/** What customers asked for and nobody has done yet, the oldest first. */
@Named("staffQueue")
@RequestScoped
public class QueuePage {

    /** What a request is about. */
    public enum Kind {
        CONTACT,
        CARD
    }

    /**
     * A line of the list.
     *
     * @param operation name of the operation asked for
     */
    public record OpenRequest(
            Kind kind, UUID id, UUID accountId, String operation, Channel channel, Instant madeAt, Instant expiresAt) {

        private static OpenRequest of(CardRequest asked) {
            return new OpenRequest(
                    Kind.CARD,
                    asked.getId(),
                    asked.getAccountId(),
                    asked.getOperation().name(),
                    asked.getChannel(),
                    asked.getMadeAt(),
                    asked.getExpiresAt());
        }

        private static OpenRequest of(ContactRequest asked) {
            return new OpenRequest(
                    Kind.CONTACT,
                    asked.getId(),
                    asked.getAccountId(),
                    asked.getOperation().name(),
                    asked.getChannel(),
                    asked.getRecordedAt(),
                    asked.getExpiresAt());
        }

        /** Whether it will soon be too old. */
        public boolean isPressing() {
            return Time.now().plus(PRESSING).isAfter(expiresAt);
        }
    }

    private static final Duration PRESSING = Duration.ofHours(4);

    @Inject
    private CardRequestService cardRequests;

    @Inject
    private AssistedContactService contactRequests;

    @Inject
    private AccountSearchService accounts;

    private String kind;
    private List<OpenRequest> requests;
    private Map<UUID, String> numbers;

    /** Reads the requests of the kind that the address names; of all kinds when it names none. */
    public void load() {
        List<OpenRequest> all = new ArrayList<>();
        if (!Kind.CARD.name().equals(kind)) {
            contactRequests.queue().forEach(asked -> all.add(OpenRequest.of(asked)));
        }
        if (!Kind.CONTACT.name().equals(kind)) {
            cardRequests.queue().forEach(asked -> all.add(OpenRequest.of(asked)));
        }
        all.sort(Comparator.comparing(OpenRequest::madeAt));
        requests = List.copyOf(all);
        numbers = accounts.numbers(all.stream().map(OpenRequest::accountId).collect(Collectors.toSet()));
    }

    public List<OpenRequest> getRequests() {
        return requests;
    }

    /** The account's number; a dash when the account was closed meanwhile. */
    public String number(OpenRequest asked) {
        return numbers.getOrDefault(asked.accountId(), "–");
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }
}
