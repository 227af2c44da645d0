package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.korax.ams.shared.Time;

/** Cards that run out, as the reminders need them: 60, 30 and 7 days before the last day. No page reaches it. */
@Dependent
public class Expiries {

    private static final String LAST_DAY = "(to_date(c.expiry, 'YYYY-MM') + interval '1 month')::date - 1";

    /**
     * A card whose customer is to be reminded.
     *
     * @param truncated brand and last four
     */
    public record Expiring(UUID accountId, UUID cardId, String truncated, long days) {}

    @Inject
    private CardRepository cards;

    /** Ids of cards for which the next reminder is due. */
    @Transactional
    @SuppressWarnings("unchecked")
    public List<UUID> due(int most) {
        return cards.store()
                .createNativeQuery("select c.id from card c where c.expiry between ?1 and ?2"
                        + " and " + LAST_DAY + " - cast(?3 as date) between 0 and 60"
                        + " and coalesce(c.reminded, 1000) > case when " + LAST_DAY + " - cast(?3 as date) <= 7 then 7"
                        + " when " + LAST_DAY + " - cast(?3 as date) <= 30 then 30 else 60 end limit " + most)
                .setParameter(1, Time.today(ZoneOffset.UTC).toString().substring(0, 7))
                .setParameter(
                        2, Time.today(ZoneOffset.UTC).plusDays(60).toString().substring(0, 7))
                .setParameter(3, Time.today(ZoneOffset.UTC).toString())
                .getResultList();
    }

    /**
     * Takes the reminder that is due for a card; whoever gets it sends it. Empty when another server took it, or the card has gone.
     * Stopped between taking and sending, this reminder is lost and the next one follows.
     */
    @Transactional
    public Optional<Expiring> take(UUID cardId) {
        Card card = cards.store().find(Card.class, cardId, LockModeType.PESSIMISTIC_WRITE);
        if (card == null || !card.remind()) {
            return Optional.empty();
        }
        return Optional.of(new Expiring(card.getAccountId(), cardId, card.getTruncated(), card.daysToExpiry()));
    }
}
