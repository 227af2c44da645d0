package net.korax.ams.erasure;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Looks for ids and keyed fingerprints in every column of every table of a store that could hold one. Which tables and columns there are
 * is asked of the database itself, so nothing new is forgotten. Each look is a transaction in one store.
 */
@Dependent
class Places {

    static final List<String> STORES = List.of("core", "person", "vault");

    private static final String COLUMNS =
            "select c.table_name, c.column_name, c.data_type from information_schema.columns c"
                    + " join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name"
                    + " where c.table_schema = 'ams' and t.table_type = 'BASE TABLE'"
                    + " and c.data_type in ('uuid', 'bytea', 'text', 'character varying', 'character') order by c.table_name, c.ordinal_position";

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @PersistenceContext(unitName = "ams-person")
    private EntityManager person;

    @PersistenceContext(unitName = "ams-vault")
    private EntityManager vault;

    /** How many rows of each table hold one of the words, by {@code store.table}; every table of the store is there. */
    @Transactional
    Map<String, Long> count(String store, Collection<String> words) {
        Map<String, Long> found = new LinkedHashMap<>();
        conditions(store).forEach((table, condition) -> {
            Object rows = query(store, "select count(*) from " + table + " t, w where " + condition, words)
                    .get(0);
            found.put(store + "." + table, ((Number) rows).longValue());
        });
        return found;
    }

    /** The ids of rows that hold one of the words and go with their account. */
    @Transactional
    List<String> ids(String store, Collection<String> words) {
        List<String> ids = new ArrayList<>();
        conditions(store).forEach((table, condition) -> {
            if (condition.contains("t.id = ") && !DataMap.stays(store + "." + table)) {
                query(store, "select cast(t.id as text) from " + table + " t, w where " + condition, words)
                        .forEach(id -> ids.add((String) id));
            }
        });
        return ids;
    }

    private List<?> query(String store, String select, Collection<String> words) {
        return in(store)
                .createNativeQuery(
                        "with w as (select cast(string_to_array(?1, ' ') as uuid[]) ids, string_to_array(?2, ' ') words) "
                                + select)
                .setParameter(
                        1, String.join(" ", words.stream().filter(Places::isId).toList()))
                .setParameter(2, String.join(" ", words))
                .getResultList();
    }

    /** By table, under the alias {@code t}, in which of its columns one of the words would stand. */
    private Map<String, String> conditions(String store) {
        Map<String, String> conditions = new LinkedHashMap<>();
        for (Object row : in(store).createNativeQuery(COLUMNS).getResultList()) {
            Object[] column = (Object[]) row;
            String name = "t." + column[1];
            String condition = switch ((String) column[2]) {
                case "uuid" -> name + " = any(w.ids)";
                case "bytea" -> "encode(" + name + ", 'hex') = any(w.words)";
                default -> "cast(" + name + " as text) = any(w.words)";
            };
            conditions.merge((String) column[0], condition, (one, other) -> one + " or " + other);
        }
        return conditions;
    }

    /** The store of a name. */
    EntityManager in(String store) {
        return switch (store) {
            case "core" -> core;
            case "person" -> person;
            default -> vault;
        };
    }

    private static boolean isId(String word) {
        return word.length() == 36 && UUID.fromString(word).toString().equals(word);
    }
}
