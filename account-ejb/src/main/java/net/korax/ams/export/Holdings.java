package net.korax.ams.export;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.card.Cards;
import net.korax.ams.identity.Users;
import net.korax.ams.persistence.Store;
import net.korax.ams.persistence.Stores;

/** What the three stores hold on an account, read as {@link ExportMap} says, a page at a time. Each read is a transaction in one store. */
@Dependent
class Holdings {

    /** So many rows at a time. */
    static final int PAGE = 200;

    private static final char BETWEEN = '|';

    /**
     * A row.
     *
     * @param at where it stands in its section, to go on from
     * @param id the subject of its seals
     * @param values by the fields of the section, as they are stored
     */
    record Row(String at, String id, List<Object> values) {}

    @Inject
    private Stores stores;

    @Inject
    private Cards cards;

    @Inject
    private Users users;

    /** How many rows a section has. */
    @Transactional
    long count(ExportMap.Section section, UUID accountId) {
        Object rows = stores.in(section.store())
                .createNativeQuery("select count(*) from " + section.table() + " t where " + section.rows())
                .setParameter(1, accountId)
                .getSingleResult();
        return ((Number) rows).longValue();
    }

    /** The rows after one; the first ones for null. Fewer than {@link #PAGE} are the last ones. */
    @Transactional
    List<Row> page(ExportMap.Section section, UUID accountId, String after) {
        String moment = "t." + section.moment();
        String id = "cast(" + section.id() + " as text)";
        String fields =
                section.fields().stream().map(field -> ", " + field.sql()).collect(Collectors.joining());
        String from = after == null
                ? ""
                : " and %1$s >= cast(?2 as %3$s) and (%1$s, %2$s) > (cast(?2 as %3$s), ?3)"
                        .formatted(moment, id, section.type());
        Query query = stores.in(section.store())
                .createNativeQuery("select cast(" + moment + " as text), " + id + fields + " from " + section.table()
                        + " t where " + section.rows() + from + " order by " + moment + ", " + id + " limit " + PAGE)
                .setParameter(1, accountId);
        if (after != null) {
            int between = after.indexOf(BETWEEN);
            query.setParameter(2, after.substring(0, between)).setParameter(3, after.substring(between + 1));
        }
        return ((List<?>) query.getResultList())
                .stream().map(row -> row((Object[]) row)).toList();
    }

    private static Row row(Object[] found) {
        return new Row(
                found[0].toString() + BETWEEN + found[1],
                (String) found[1],
                Arrays.asList(found).subList(2, found.length));
    }

    /** The names on the account's cards and of its passkeys, which have seals of their own, by the id of what they name. */
    Map<UUID, String> names(String seal, UUID accountId) {
        return switch (seal) {
            case "card" -> cards.holders(accountId);
            case "passkey" -> users.passkeyLabels(accountId);
            default -> Map.of();
        };
    }

    /** Whether a card of the account was deleted since; the custody ledger remembers. */
    @Transactional
    boolean cardDeletedSince(UUID accountId, Instant moment) {
        return !stores.in(Store.VAULT)
                .createNativeQuery("select 1 from custody_entry where account_id = ?1 and at >= ?2"
                        + " and operation = 'DELETED' limit 1")
                .setParameter(1, accountId)
                .setParameter(2, moment.atOffset(ZoneOffset.UTC))
                .getResultList()
                .isEmpty();
    }

    /** Whether entries of the trail up to a moment are still on their way to it in a store. */
    @Transactional
    boolean trailIsComing(Store store, UUID accountId, Instant moment) {
        return !stores.in(store)
                .createNativeQuery("select 1 from audit_outbox where account_id = ?1 and at <= ?2 limit 1")
                .setParameter(1, accountId)
                .setParameter(2, moment.atOffset(ZoneOffset.UTC))
                .getResultList()
                .isEmpty();
    }
}
