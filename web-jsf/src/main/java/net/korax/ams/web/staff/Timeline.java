package net.korax.ams.web.staff;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.account.Channel;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.catalogue.CatalogueService;
import net.korax.ams.catalogue.ServiceOffer;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.charge.Posting;
import net.korax.ams.charge.ReversalService;
import net.korax.ams.contact.AssistedContactService;
import net.korax.ams.contact.ContactRequest;
import net.korax.ams.identity.StaffService;
import net.korax.ams.shared.Money;
import net.korax.ams.web.support.Formats;
import net.korax.ams.web.support.Preferences;
import net.korax.ams.web.support.Texts;

/** What was asked, ordered and paid on an account, as staff may see it; no names (P02). */
@Dependent
class Timeline {

    /**
     * One thing that happened.
     *
     * @param what in words
     * @param who did it, and how it came; empty when nobody is known any more
     * @param state of the chip
     * @param chip where it stands, in words; empty when there is nothing to say
     */
    public record Event(Instant at, String what, String who, String state, String chip) {}

    private static final int MOST = 100;

    /** What moves money stands in the timeline as its posting, once. */
    private static final Set<CardRequest.Operation> TOLD_BY_POSTING =
            EnumSet.of(CardRequest.Operation.CHARGE, CardRequest.Operation.REFUND);

    @Inject
    private CardRequestService cardRequests;

    @Inject
    private AssistedContactService contacts;

    @Inject
    private ChargeService charges;

    @Inject
    private ReversalService reversals;

    @Inject
    private CatalogueService catalogue;

    @Inject
    private StaffService staff;

    @Inject
    private Preferences preferences;

    private final Map<UUID, String> staffNumbers = new HashMap<>();

    /** Newest first, at most a hundred. */
    List<Event> of(UUID accountId) {
        List<Event> events = new ArrayList<>();
        Map<UUID, String> cards =
                cardRequests.cardsOf(accountId).stream().collect(Collectors.toMap(Card::getId, Card::getTruncated));
        List<CardRequest> asked = cardRequests.requestsOf(accountId);
        asked.forEach(request -> addCardRequest(events, request, cards));
        contacts.requestsOf(accountId).forEach(request -> addContactRequest(events, request));
        Map<UUID, UUID> custodians = asked.stream()
                .filter(request -> request.getUsedBy() != null)
                .collect(Collectors.toMap(CardRequest::getId, CardRequest::getUsedBy));
        addCharges(events, accountId, custodians, cards);
        addReversals(events, accountId, custodians);
        addOrders(events, accountId);
        return events.stream()
                .sorted(Comparator.comparing(Event::at).reversed())
                .limit(MOST)
                .toList();
    }

    private void addCardRequest(List<Event> events, CardRequest asked, Map<UUID, String> cards) {
        String what = what("card-request." + asked.getOperation(), card(asked.getCardId(), cards), asked.getCeiling());
        String who = asked.getChannel() == Channel.PORTAL
                ? text("timeline.by-customer")
                : text("timeline.recorded", text("channel." + asked.getChannel()), number(asked.getMadeBy()));
        String state = asked.getState() == CardRequest.State.OPEN && !asked.isLive()
                ? "EXPIRED"
                : asked.getState().name();
        events.add(new Event(
                asked.getMadeAt(), text("timeline.asked", what), who, requestChip(state), text("request." + state)));
        if (asked.getUsedAt() != null && !TOLD_BY_POSTING.contains(asked.getOperation())) {
            events.add(done(asked.getUsedAt(), what, asked.getUsedBy()));
        }
    }

    private void addContactRequest(List<Event> events, ContactRequest asked) {
        String what = text("contact-request." + asked.getOperation());
        String who = text("timeline.recorded", text("channel." + asked.getChannel()), number(asked.getRecordedBy()));
        String state = asked.getState() == ContactRequest.State.OPEN && !asked.isLive()
                ? "EXPIRED"
                : asked.getState().name();
        events.add(new Event(
                asked.getRecordedAt(),
                text("timeline.asked", what),
                who,
                requestChip(state),
                text("request." + state)));
        if (asked.getUsedAt() != null) {
            events.add(done(asked.getUsedAt(), what, asked.getUsedBy()));
        }
    }

    private void addCharges(List<Event> events, UUID accountId, Map<UUID, UUID> custodians, Map<UUID, String> cards) {
        charges.ofAccount(accountId).forEach(charge -> {
            events.add(new Event(
                    charge.getIntendedAt(),
                    text("timeline.charge", Formats.amount(charge.getAmount()), card(charge.getCardId(), cards)),
                    by(charge, custodians),
                    chip(charge.getState()),
                    text("charge." + charge.getState())));
        });
    }

    private void addReversals(List<Event> events, UUID accountId, Map<UUID, UUID> custodians) {
        reversals
                .ofAccount(accountId)
                .forEach(given -> events.add(new Event(
                        given.getIntendedAt(),
                        text("timeline." + given.getKind(), Formats.amount(given.getAmount())),
                        by(given, custodians),
                        chip(given.getState()),
                        text("charge." + given.getState()))));
    }

    private String by(Posting posting, Map<UUID, UUID> custodians) {
        return Optional.ofNullable(custodians.get(posting.getRequestId()))
                .map(custodian -> text("timeline.by-staff", number(custodian)))
                .orElse("");
    }

    private static String chip(Posting.State state) {
        return switch (state) {
            case APPROVED -> "good";
            case DECLINED -> "bad";
            case INTENDED, UNKNOWN -> "warn";
        };
    }

    private void addOrders(List<Event> events, UUID accountId) {
        Map<String, String> offers = catalogue.allOffers().stream()
                .collect(Collectors.toMap(ServiceOffer::getCode, offer -> offer.name(preferences.getLanguage())));
        catalogue.ordersOf(accountId).forEach(order -> {
            String state = switch (order.getStatus()) {
                case PAID -> "good";
                case DECLINED -> "bad";
                case PLACED, REQUESTED -> "info";
                case CANCELLED, REFUNDED -> "quiet";
            };
            events.add(new Event(
                    order.getPlacedAt(),
                    text(
                            "timeline.order",
                            offers.getOrDefault(order.getOfferCode(), order.getOfferCode()),
                            Formats.amount(order.getPrice())),
                    text("timeline.by-customer"),
                    state,
                    text("order." + order.getStatus())));
        });
    }

    private Event done(Instant at, String what, UUID by) {
        return new Event(at, text("timeline.done", what), text("timeline.by-staff", number(by)), "quiet", "");
    }

    private static String what(String key, String card, Money ceiling) {
        String what = text(key) + " · " + card;
        return ceiling == null ? what : what + " · " + text("at-most", Formats.amount(ceiling));
    }

    private static String card(UUID id, Map<UUID, String> cards) {
        return id == null ? text("card.new") : cards.getOrDefault(id, text("card.deleted"));
    }

    private static String requestChip(String state) {
        return switch (state) {
            case "OPEN" -> "info";
            case "USED" -> "good";
            default -> "quiet";
        };
    }

    private String number(UUID userId) {
        return staffNumbers.computeIfAbsent(userId, staff::number);
    }

    private static String text(String key, Object... args) {
        return Texts.get("staff", key, args);
    }
}
