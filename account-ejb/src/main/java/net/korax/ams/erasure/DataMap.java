package net.korax.ams.erasure;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What each column of the three stores holds and what becomes of it when its account is closed: {@code db/data.properties}, beside the
 * migrations, the one place where it is said. The databases are asked what there is; here stands what it means.
 */
final class DataMap {

    static final String FILE = "/db/data.properties";

    /** What a column holds; the words stand in the file. */
    enum DataClass {
        REFERENCE,
        FACT,
        PERSONAL,
        SEALED,
        TRACE,
        SECRET,
        CARD,
        STAFF,
        HOUSE
    }

    /** A table, by its store and name. */
    record Table(String why, String howLong, String howErased, SortedMap<String, DataClass> columns) {

        /** Whether rows may outlive the account they are about. */
        boolean stays() {
            return howErased.startsWith("stays");
        }
    }

    private static final SortedMap<String, Table> TABLES = read();

    private DataMap() {}

    /** The tables by {@code store.table}. */
    static SortedMap<String, Table> tables() {
        return TABLES;
    }

    /** Whether rows of a table may outlive their account; of a table that nobody has declared they may not. */
    static boolean stays(String place) {
        return TABLES.containsKey(place) && TABLES.get(place).stays();
    }

    private static SortedMap<String, Table> read() {
        Properties lines = new Properties();
        try (Reader in = new InputStreamReader(DataMap.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
            lines.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SortedMap<String, Table> tables = new TreeMap<>();
        lines.stringPropertyNames().stream()
                .filter(key -> key.split("\\.").length == 2)
                .forEach(key -> tables.put(key, table(key, lines)));
        return Collections.unmodifiableSortedMap(tables);
    }

    private static Table table(String key, Properties lines) {
        String[] said = lines.getProperty(key).split(" \\| ", -1);
        SortedMap<String, DataClass> columns = new TreeMap<>();
        for (DataClass one : DataClass.values()) {
            Stream.of(lines.getProperty(key + "." + one, "").split(" "))
                    .filter(column -> !column.isEmpty())
                    .forEach(column -> {
                        if (columns.put(column, one) != null) {
                            throw new IllegalStateException(key + "." + column + " has two classes of data.");
                        }
                    });
        }
        return new Table(said[0], said[1], said[2], Collections.unmodifiableSortedMap(columns));
    }
}
