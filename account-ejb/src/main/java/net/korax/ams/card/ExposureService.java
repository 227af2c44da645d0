package net.korax.ams.card;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;

/**
 * Which cards a member of staff has used, for the day on which a custodian's trust ends. Cards of accounts that were closed since
 * are not in it: nothing is left of them. The customers concerned can be told by mail.
 */
@Stateless
@DenyAll
public class ExposureService {

    private static final int MOST = 500;

    /**
     * A card that was used.
     *
     * @param truncated brand and last four; null when the card was deleted since
     */
    public record ExposedCard(
            UUID accountId, UUID cardId, String truncated, long uses, Instant firstUse, Instant lastUse) {}

    @Inject
    private CardRepository cards;

    @Inject
    private CustodySteps steps;

    @Inject
    private Caller caller;

    @Inject
    private Event<CardsExposed> exposed;

    /** The cards, those used last first; at most five hundred. */
    @RolesAllowed({Roles.AUDITOR, Roles.OPERATOR})
    public List<ExposedCard> of(String staffNumber) {
        List<Object[]> used = cards.store()
                .createQuery(
                        "select e.accountId, e.cardId, count(e), min(e.at), max(e.at) from CustodyEntry e"
                                + " where e.staffNumber = :staff group by e.accountId, e.cardId order by max(e.at) desc",
                        Object[].class)
                .setParameter("staff", staffNumber)
                .setMaxResults(MOST)
                .getResultList();
        Map<UUID, Card> stored = stored(used.stream().map(row -> (UUID) row[1]).toList());
        return used.stream()
                .map(row -> new ExposedCard(
                        (UUID) row[0],
                        (UUID) row[1],
                        stored.containsKey(row[1]) ? stored.get(row[1]).getTruncated() : null,
                        (Long) row[2],
                        (Instant) row[3],
                        (Instant) row[4]))
                .toList();
    }

    private Map<UUID, Card> stored(List<UUID> ids) {
        return ids.isEmpty()
                ? Map.of()
                : cards.store()
                        .createQuery("select c from Card c where c.id in :ids", Card.class)
                        .setParameter("ids", ids)
                        .getResultStream()
                        .collect(Collectors.toMap(Card::getId, Function.identity()));
    }

    /** Queues a mail to the customers whose cards it was; the number of accounts told. */
    @RolesAllowed(Roles.OPERATOR)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public int tellCustomers(String staffNumber) {
        List<UUID> accounts =
                of(staffNumber).stream().map(ExposedCard::accountId).distinct().toList();
        steps.remember(caller.actor(), "exposure.tell");
        exposed.fire(new CardsExposed(accounts, staffNumber));
        return accounts.size();
    }
}
