package net.korax.ams.erasure;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.persistence.Store;
import net.korax.ams.persistence.Stores;

/**
 * Looks for ids and keyed fingerprints in the columns of every table of a store that could hold one. Which tables and columns there are
 * is asked of the database itself, so nothing new is forgotten. A large table is asked by its indexes, when one of them is on what tells
 * whose a row is; any other is read from end to end. Each look is at one store; none needs a transaction over several.
 */
@Dependent
class Places {

    /** By one of these a row tells whose it is; a row that has none is an account itself, or hangs on nobody. */
    private static final Set<String> OWNERS = Set.of("account_id", "user_id", "contact_id", "export_id");

    /** Pages of 8 kB, from which on a table is not read from end to end: it takes longer than asking its indexes. */
    private static final int LARGE = 16;

    private static final String COLUMNS =
            "with tables as materialized (select oid, relname, pg_relation_size(oid) / 8192 as pages from pg_class"
                    + " where relnamespace = cast('ams' as regnamespace) and relkind in ('r', 'p'))"
                    + " select c.relname, a.attname, format_type(a.atttypid, null), c.pages, exists (select 1 from pg_index i"
                    + " where i.indrelid = c.oid and i.indkey[0] = a.attnum and i.indpred is null and i.indisvalid)"
                    + " from tables c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
                    + " where has_column_privilege(c.oid, a.attnum, 'select') and a.atttypid in"
                    + " (cast('uuid' as regtype), cast('bytea' as regtype), cast('text' as regtype), cast('varchar' as regtype), cast('bpchar' as regtype))"
                    + " order by c.relname, a.attnum";

    /**
     * What is looked for, as ids, as text and as bytes: taken apart once for a question and not for each row and column, and the question is
     * planned once and not for each that is looked for.
     */
    static final String WORDS = "with words as materialized (select cast(string_to_array(?1, ' ') as uuid[]) as ids,"
            + " string_to_array(?2, ' ') as texts, cast(string_to_array(?3, ' ') as bytea[]) as bytes) ";

    /**
     * Until the end of the transaction: whoever plans without knowing the words takes a column with few values, such as who of the staff it was,
     * for one that holds them often, and would read the whole table.
     */
    static final String BY_INDEXES =
            "select set_config('enable_seqscan', 'off', true) || set_config('jit', 'off', true)";

    private static final Collector<CharSequence, ?, String> ALL = Collectors.joining(" union all ");

    /** How thoroughly tables are searched. */
    enum Thoroughness {
        /** Large ones by their indexes. */
        USUAL,
        /** All by their indexes, where there are any: for trying out that nothing escapes them. */
        INDEXED,
        /** All from end to end, in every column. */
        WHOLE
    }

    /** Compared as they are; of any other type a column is compared as text, to which no index leads. */
    private static final Set<String> COMPARABLE = Set.of("uuid", "bytea", "text");

    /** A column that could hold a word, and whether an index on all rows begins with it. */
    record Column(String name, String type, boolean indexed) {

        Column {
            indexed &= COMPARABLE.contains(type);
        }

        boolean isOwner() {
            return OWNERS.contains(name);
        }

        String condition() {
            return switch (type) {
                case "uuid" -> "t." + name + " = any(cast((select ids from words) as uuid[]))";
                case "bytea" -> "t." + name + " = any(cast((select bytes from words) as bytea[]))";
                case "text" -> "t." + name + " = any(cast((select texts from words) as text[]))";
                default -> "cast(t." + name + " as text) = any(cast((select texts from words) as text[]))";
            };
        }
    }

    record Table(String name, long pages, List<Column> columns) {

        boolean hasId() {
            return columns.stream()
                    .anyMatch(column ->
                            column.name().equals("id") && column.type().equals("uuid"));
        }

        /** In which of its columns one of the words would stand. */
        String condition(Thoroughness how) {
            boolean byIndex = how == Thoroughness.INDEXED || how == Thoroughness.USUAL && pages >= LARGE;
            return columns.stream()
                    .filter(column -> !byIndex || !canBeFound() || column.indexed())
                    .map(Column::condition)
                    .collect(Collectors.joining(" or "));
        }

        /** Whether an index leads to every row of somebody. */
        private boolean canBeFound() {
            return columns.stream().noneMatch(Column::isOwner)
                    ? columns.stream().anyMatch(Column::indexed)
                    : columns.stream().anyMatch(column -> column.isOwner() && column.indexed());
        }
    }

    /** The tables of a store, as they are now. */
    record Layout(Store store, List<Table> tables) {

        /** What is asked of each table, by its name, after {@link #WORDS}. */
        Map<String, String> queries(Thoroughness how) {
            Map<String, String> queries = new LinkedHashMap<>();
            for (Table table : tables) {
                queries.put(
                        table.name(),
                        "select '" + table.name() + "', count(*) from " + table.name() + " t where "
                                + table.condition(how));
            }
            return queries;
        }

        /** For the ids of rows that hold one of the words and go with their account. */
        private String idQuery() {
            return tables.stream()
                    .filter(table -> table.hasId() && !DataMap.stays(store.label() + "." + table.name()))
                    .map(table -> "select cast(t.id as text) from " + table.name() + " t where "
                            + table.condition(Thoroughness.USUAL))
                    .collect(ALL);
        }
    }

    @Inject
    private Stores stores;

    @Transactional
    Layout layout(Store store) {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Object row : stores.in(store).createNativeQuery(COLUMNS).getResultList()) {
            Object[] column = (Object[]) row;
            tables.computeIfAbsent(
                            (String) column[0],
                            name -> new Table(name, ((Number) column[3]).longValue(), new ArrayList<>()))
                    .columns()
                    .add(new Column((String) column[1], (String) column[2], (Boolean) column[4]));
        }
        return new Layout(store, List.copyOf(tables.values()));
    }

    /** How many rows of each table hold one of the words, by {@code store.table}; every table of the store is there. */
    @Transactional
    Map<String, Long> count(Layout layout, Collection<String> words, Thoroughness how) {
        Map<String, Long> found = new LinkedHashMap<>();
        String query = layout.queries(how).values().stream().collect(ALL);
        for (Object each : ask(layout.store(), query, words, how)) {
            Object[] row = (Object[]) each;
            found.put(layout.store().label() + "." + row[0], ((Number) row[1]).longValue());
        }
        return found;
    }

    /** The ids of rows that hold one of the words and go with their account. */
    @Transactional
    List<String> ids(Layout layout, Collection<String> words) {
        return ask(layout.store(), layout.idQuery(), words, Thoroughness.USUAL).stream()
                .map(String.class::cast)
                .toList();
    }

    private List<?> ask(Store store, String query, Collection<String> words, Thoroughness how) {
        if (how != Thoroughness.WHOLE) {
            stores.in(store).createNativeQuery(BY_INDEXES).getSingleResult();
        }
        return stores.in(store)
                .createNativeQuery(WORDS + query)
                .setParameter(1, joined(words.stream().filter(Places::isId)))
                .setParameter(2, String.join(" ", words))
                .setParameter(3, joined(words.stream().filter(Places::isHex).map(hex -> "\\x" + hex)))
                .getResultList();
    }

    private static String joined(Stream<String> words) {
        return words.collect(Collectors.joining(" "));
    }

    private static boolean isId(String word) {
        return word.length() == 36 && UUID.fromString(word).toString().equals(word);
    }

    /** A fingerprint, as users tell theirs. */
    private static boolean isHex(String word) {
        return word.matches("([0-9a-f]{2})+");
    }
}
