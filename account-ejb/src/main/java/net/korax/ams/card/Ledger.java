package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The custody ledger as the mails need it: lines the customer was not yet told of. No page reaches it. */
@Dependent
public class Ledger {

    @Inject
    private CardRepository cards;

    @Transactional
    public List<CustodyEntry> untold(int most) {
        return cards.store()
                .createQuery(
                        "select e from CustodyEntry e where e.mailQueuedAt is null order by e.at", CustodyEntry.class)
                .setMaxResults(most)
                .getResultList();
    }

    /** Marks a line; one that has gone with its account is passed over. */
    @Transactional
    public void told(UUID entryId) {
        Optional.ofNullable(cards.store().find(CustodyEntry.class, entryId)).ifPresent(CustodyEntry::mailQueued);
    }

    /** Brand and last four of a card; empty when it was deleted. */
    @Transactional
    public Optional<String> truncated(UUID cardId) {
        return Optional.ofNullable(cards.store().find(Card.class, cardId)).map(Card::getTruncated);
    }
}
