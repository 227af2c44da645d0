package net.korax.ams.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.korax.ams.shared.PanDetector;

/**
 * Searches for card numbers where none belongs: every column of every table of the three stores, and every file of the folders named,
 * mails and logs among them. What is found is told with its place and masked; nothing is changed. Sealed columns are read as text
 * too, in three encodings. Not found are numbers split over two places, written in words, compressed or encrypted.
 */
final class PanScan {

    /** The database's own files and the programs unpacked are no place where the product writes; the server's own log is. */
    private static final Set<String> LEFT_OUT = Set.of("data", "bin", "run", "runtime");

    private static final Path SERVER_LOGS = Path.of("runtime", "logs");

    private static final int CHUNK = 1 << 16;
    private static final int SHOWN = 60;

    private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");

    private final Consumer<String> out;
    private final Set<String> finds = new LinkedHashSet<>();
    private long columns;
    private long files;

    PanScan(Consumer<String> out) {
        this.out = out;
    }

    /** How many numbers were found so far. */
    int found() {
        return finds.size();
    }

    /** What was searched and what was found, in one sentence. */
    String sum() {
        return columns + " columns and " + files + " files searched, "
                + (finds.isEmpty()
                        ? "no card number found."
                        : "card numbers found in " + finds.size() + (finds.size() == 1 ? " place." : " places."));
    }

    /**
     * Searches the three stores and the folder of a house. The database of a house that runs is asked beside it; that of one which
     * does not is started for the time.
     */
    void house(Settings settings) {
        Secrets secrets = new Secrets(settings.home());
        String admin = settings.given("AMS_DB_ADMIN_USER").orElse(EmbeddedDatabase.SUPERUSER);
        String password = settings.given("AMS_DB_ADMIN_PASSWORD").orElseGet(() -> secrets.get("admin.password"));
        Runnable stop = EmbeddedDatabase.open(settings, password);
        try {
            for (String store : Databases.STORES) {
                String address = Databases.address(settings.databases(), "ams_" + store);
                try (Connection connection = DriverManager.getConnection(address, admin, password)) {
                    database(store, connection);
                }
            }
        } catch (SQLException e) {
            throw new Failure("The stores cannot be searched: " + e.getMessage() + ".", e);
        } finally {
            stop.run();
        }
        home(settings.home());
    }

    /** Searches a store over a connection that may read all of it. */
    void database(String store, Connection connection) throws SQLException {
        List<String[]> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select table_schema, table_name, column_name from information_schema.columns"
                                + " where table_schema not in ('pg_catalog', 'information_schema') order by 1, 2, 3")) {
            while (rows.next()) {
                all.add(new String[] {rows.getString(1), rows.getString(2), rows.getString(3)});
            }
        }
        for (String[] column : all) {
            column(store, connection, column);
        }
    }

    private void column(String store, Connection connection, String[] column) throws SQLException {
        columns++;
        IntFunction<String> place = at -> store + "." + column[1] + "." + column[2];
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1000);
            String name = "\"" + column[2] + "\"";
            String table = "\"" + column[0] + "\".\"" + column[1] + "\"";
            try (ResultSet rows =
                    statement.executeQuery("select " + name + " from " + table + " where " + name + " is not null")) {
                while (rows.next()) {
                    Object value = rows.getObject(1);
                    if (value instanceof byte[] bytes) {
                        bytes(place, bytes);
                    } else {
                        text(place, value.toString());
                    }
                }
            }
        } finally {
            connection.rollback();
        }
    }

    /** Searches a file, or every file below a folder. */
    void files(Path top) {
        files(top, file -> true);
    }

    /** Searches the folder of a house, but for what {@link #LEFT_OUT} names. */
    void home(Path home) {
        files(home, file -> !isLeftOut(home.relativize(file)));
    }

    private void files(Path top, Predicate<Path> wanted) {
        try (Stream<Path> all = Files.walk(top)) {
            all.filter(Files::isRegularFile).filter(wanted).forEach(this::file);
        } catch (IOException e) {
            throw new Failure(top + " cannot be searched: " + e.getMessage() + ".", e);
        }
    }

    private static boolean isLeftOut(Path relative) {
        return relative.getNameCount() > 1
                && LEFT_OUT.contains(relative.getName(0).toString())
                && !relative.startsWith(SERVER_LOGS);
    }

    /** Line by line where there are lines; a long line in pieces that overlap by more than a number. */
    private void file(Path file) {
        files++;
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1), CHUNK)) {
            char[] piece = new char[CHUNK];
            int kept = 0;
            int line = 1;
            for (int read = in.read(piece, kept, CHUNK - kept); read > 0; read = in.read(piece, kept, CHUNK - kept)) {
                String text = new String(piece, 0, kept + read);
                int first = line;
                text(at -> file + ":" + (first + lineEnds(text, at)), text);
                int overlap = Math.min(text.length(), SHOWN);
                line += lineEnds(text, text.length() - overlap);
                text.getChars(text.length() - overlap, text.length(), piece, 0);
                kept = overlap;
            }
        } catch (IOException e) {
            throw new Failure(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static int lineEnds(String text, int before) {
        return (int) text.chars().limit(before).filter(sign -> sign == '\n').count();
    }

    private void bytes(IntFunction<String> place, byte[] bytes) {
        for (Charset reading :
                List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            text(place, new String(bytes, reading));
        }
    }

    /** Tells of every number in a text; a place is told once. */
    private void text(IntFunction<String> place, String found) {
        // An id drawn by chance may look like a number; it never is one.
        String text = ID.matcher(found).replaceAll(id -> "x".repeat(id.group().length()));
        if (!PanDetector.contains(text)) {
            return;
        }
        String masked = PanDetector.mask(text);
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) != masked.charAt(at) && finds.add(place.apply(at))) {
                out.accept(place.apply(at) + "  " + excerpt(masked, at));
            }
        }
    }

    /** What stands around a number. */
    private static String excerpt(String masked, int at) {
        String around = masked.substring(Math.max(0, at - SHOWN / 3), Math.min(masked.length(), at + SHOWN));
        return around.replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
