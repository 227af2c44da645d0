package net.korax.ams.export;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.korax.ams.persistence.Store;

/**
 * What a customer is told of each table that holds something of his account, and why of the rest nothing: {@code db/export.properties}, the
 * one place where it is said. The copy is read by it, so what is declared there and what is told cannot differ.
 */
final class ExportMap {

    static final String FILE = "/db/export.properties";

    private static final String TOLD = ".told";

    /**
     * A piece of what is told about a row.
     *
     * @param name in the JSON
     * @param sql a column, or an expression over the row {@code t}
     * @param column the column; null when it is an expression
     * @param seal under which name it is sealed; null when it is readable
     */
    record Field(String name, String sql, String column, String seal) {}

    /**
     * A part of the copy, from one table.
     *
     * @param one whether it is one object; else a list
     * @param rows which rows are the account's, {@code ?1}
     * @param moment by which they are ordered, of type {@code type}
     * @param id what tells those of one moment apart, and the subject of their seals
     */
    record Section(
            String name,
            boolean one,
            Store store,
            String table,
            String rows,
            String moment,
            String id,
            String type,
            List<Field> fields) {}

    private static final Properties LINES = read();
    private static final SortedMap<String, Section> TABLES = tables();
    private static final List<Section> SECTIONS = sections();

    private ExportMap() {}

    /** In the order of the copy. */
    static List<Section> all() {
        return SECTIONS;
    }

    /** Why of a table, {@code store.table}, nothing is told by itself; null when something is. */
    static String silence(String table) {
        String said = LINES.getProperty(table, "");
        return said.startsWith("- ") ? said.substring(2) : null;
    }

    /** The columns of a table that are told. */
    static List<String> told(String table) {
        return Stream.ofNullable(TABLES.get(table))
                .flatMap(section -> section.fields().stream())
                .map(Field::column)
                .filter(column -> column != null)
                .toList();
    }

    /** The columns of a table that are not told, each with the name of its reason. */
    static Map<String, String> kept(String table) {
        Map<String, String> kept = new LinkedHashMap<>();
        words(LINES.getProperty(table + ".kept", "")).forEach(word -> {
            String[] said = word.split(":", -1);
            kept.put(said[0], said[1]);
        });
        return kept;
    }

    /** A reason in words; null when there is none of this name. */
    static String reason(String name) {
        return LINES.getProperty("reason." + name);
    }

    private static List<Section> sections() {
        return words(LINES.getProperty("sections"))
                .map(name -> TABLES.values().stream()
                        .filter(section -> section.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(FILE + " has no section " + name + ".")))
                .toList();
    }

    private static SortedMap<String, Section> tables() {
        SortedMap<String, Section> tables = new TreeMap<>();
        LINES.stringPropertyNames().stream()
                .filter(key -> key.matches("(core|person|vault)\\.\\w+") && silence(key) == null)
                .forEach(key -> tables.put(key, section(key)));
        return Collections.unmodifiableSortedMap(tables);
    }

    private static Section section(String key) {
        String[] said = LINES.getProperty(key).split(" \\| ", -1);
        String[] order = said[2].split(" ");
        boolean one = said[0].startsWith("one ");
        return new Section(
                one ? said[0].substring(4) : said[0],
                one,
                Store.valueOf(key.substring(0, key.indexOf('.')).toUpperCase(Locale.ROOT)),
                key.substring(key.indexOf('.') + 1),
                said[1],
                order[0],
                order[1],
                order.length > 2 ? order[2] : "timestamptz",
                fields(key + TOLD));
    }

    private static List<Field> fields(String key) {
        List<Field> fields = new ArrayList<>();
        words(LINES.getProperty(key)).map(ExportMap::field).forEach(fields::add);
        LINES.stringPropertyNames().stream()
                .filter(name -> name.startsWith(key + "."))
                .sorted()
                .map(name -> new Field(name.substring(key.length() + 1), LINES.getProperty(name), null, null))
                .forEach(fields::add);
        return List.copyOf(fields);
    }

    /** {@code name}, {@code name=column}, {@code name*seal} or {@code name*seal=column}. */
    private static Field field(String word) {
        String[] sides = word.split("=");
        String[] name = sides[0].split("\\*");
        String column = sides.length > 1 ? sides[1] : name[0];
        return new Field(name[0], "t." + column, column, name.length > 1 ? name[1] : null);
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split("\\s+")).filter(word -> !word.isEmpty());
    }

    private static Properties read() {
        Properties lines = new Properties();
        try (Reader in = new InputStreamReader(ExportMap.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
            lines.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
