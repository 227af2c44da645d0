package net.korax.ams.erasure;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.korax.ams.persistence.Store;
import net.korax.ams.persistence.Stores;

/**
 * What PostgreSQL keeps of rows that were deleted or changed: bytes in its files, to which nothing points. A table that is written
 * anew has none. A transaction that began before the deletion and still runs, such as a dump's, keeps them until it ends.
 */
@Dependent
class OldVersions {

    /** Of these what was changed is to be forgotten, too; of the others what was deleted. */
    private static final Set<String> CHANGED =
            Set.of("account", "account_holder", "card", "card_key", "contact_person");

    /** The tables that are written anew, as {@code forget_old_versions} of their store allows. */
    private static final Map<Store, String> TABLES = Map.of(
            Store.CORE,
            "account app_user known_device passkey password_reset visit",
            Store.PERSON,
            "account_holder contact_person contact_request data_export_part email_verification mail_outbox person_key search_token",
            Store.VAULT,
            "card card_key card_request charge custody_entry reversal");

    @Inject
    private Stores stores;

    /**
     * By table, how often rows were deleted so far; of some also how often they were changed.
     *
     * @param atMost tables of more bytes are left out
     */
    @Transactional
    @SuppressWarnings("unchecked")
    Map<String, Long> made(Store store, long atMost) {
        List<Object[]> tables = stores.in(store)
                .createNativeQuery(
                        "select relname::text, n_tup_del, n_tup_upd from pg_stat_user_tables where schemaname = 'ams'"
                                + " and relname = any(string_to_array(?1, ' ')) and pg_table_size(relid) <= ?2")
                .setParameter(1, TABLES.get(store))
                .setParameter(2, atMost)
                .getResultList();
        return tables.stream().collect(Collectors.toMap(row -> (String) row[0], row -> {
            long deleted = ((Number) row[1]).longValue();
            return CHANGED.contains(row[0]) ? deleted + ((Number) row[2]).longValue() : deleted;
        }));
    }

    /** Writes a table and its indexes anew. Nobody reads it meanwhile; when it is in use for long, this fails. */
    @Transactional
    void forget(Store store, String table) {
        stores.in(store)
                .createNativeQuery("select count(*) from forget_old_versions(?1)")
                .setParameter(1, table)
                .getSingleResult();
    }
}
