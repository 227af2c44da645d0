package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What PostgreSQL keeps of rows that were deleted or changed: bytes in its files, to which nothing points. A table that is written
 * anew has none. A transaction that began before the deletion and still runs, such as a dump's, keeps them until it ends.
 */
@Dependent
class OldVersions {

    @Inject
    private CardRepository cards;

    /**
     * By table, how often rows were deleted so far; of sealed ones also how often they were changed.
     *
     * @param atMost tables of more bytes are left out
     */
    @Transactional
    @SuppressWarnings("unchecked")
    Map<String, Long> made(long atMost) {
        List<Object[]> tables = cards.store()
                .createNativeQuery(
                        "select relname::text, n_tup_del + case when relname in ('card', 'card_key') then n_tup_upd"
                                + " else 0 end from pg_stat_user_tables where schemaname = 'ams' and relname in"
                                + " ('card', 'card_key', 'card_request', 'charge', 'custody_entry', 'reversal')"
                                + " and pg_table_size(relid) <= ?1")
                .setParameter(1, atMost)
                .getResultList();
        return tables.stream().collect(Collectors.toMap(row -> (String) row[0], row -> ((Number) row[1]).longValue()));
    }

    /** Writes a table and its indexes anew. Nobody reads it meanwhile; when it is in use for long, this fails. */
    @Transactional
    void forget(String table) {
        cards.store()
                .createNativeQuery("select count(*) from forget_old_versions(?1)")
                .setParameter(1, table)
                .getSingleResult();
    }
}
