package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of three stores on a real PostgreSQL, taken while they are written to, and what keeps one from being restored. */
class BackupIT {

    @TempDir
    private static Path folder;

    private static final Map<String, String> ENVIRONMENT = new HashMap<>();
    private static Path home;
    private static int port;
    private static String password;
    private static EmbeddedDatabase database;
    private static Path backup;
    private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();
    private static volatile int written;

    @BeforeAll
    static void backUpWhileAWriterGoesThroughTheStores() throws Exception {
        Quiet.logging();
        home = folder.resolve("home");
        port = Ports.free();
        backup = folder.resolve("backups").resolve("first");
        ENVIRONMENT.put("AMS_HOME", home.toString());
        ENVIRONMENT.put("AMS_PG_PORT", Integer.toString(port));
        Secrets secrets = new Secrets(home);
        password = secrets.get("admin.password");
        UnaryOperator<String> passwords = role -> secrets.get(role + ".password");
        database = EmbeddedDatabase.start(home, port, password);
        Databases stores = new Databases("127.0.0.1", port, passwords);
        stores.create("postgres", password);
        stores.migrate();
        Files.createDirectories(home.resolve("keys"));
        for (String store : Databases.STORES) {
            run(store, "create table ams.it_step (step int, filling text)");
        }
        AtomicBoolean enough = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(20);
        Thread writer = new Thread(() -> writeUntil(enough, begun));
        writer.start();
        begun.await();
        HomeLock running = HomeLock.hold(home);
        try (running) {
            Backup.take(
                    new String[] {backup.toString()},
                    ENVIRONMENT,
                    new PrintStream(PRINTED, true, StandardCharsets.UTF_8));
        }
        // The step under way at the end may be in the backup; the next one is not.
        int later = written + 2;
        while (writer.isAlive() && written < later) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        enough.set(true);
        writer.join();
        database.close();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void backupOfStoresThatAreWrittenTo_isOneMomentOfAllThree() throws Exception {
        assertEquals(0, restore(backup.toString(), "--replace"));

        assertTrue(printed().contains("The three stores are as they were at "), printed());
        assertTrue(printed().contains("The audit trail holds."), printed());
        EmbeddedDatabase restored = EmbeddedDatabase.start(home, port, password);
        try (restored) {
            long core = steps("core");
            long person = steps("person");
            long vault = steps("vault");
            String found = core + " " + person + " " + vault + " of " + written;
            assertTrue(core < written && vault >= 20, "the writer was not at work during the backup: " + found);
            assertTrue(core - vault <= 1 && person <= core && vault <= person, found);
        }
        try (Stream<Path> files = Files.list(home)) {
            assertTrue(
                    files.anyMatch(file -> file.getFileName().toString().startsWith("data.before-")),
                    "what was there is put aside");
        }
    }

    @Test
    void whoCanReadABackup_isItsOwner() throws Exception {
        try (Stream<Path> files = Files.walk(backup)) {
            for (Path file : files.toList()) {
                String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                assertTrue(rights.endsWith("------"), file + " " + rights);
            }
        }
    }

    @Test
    void whatIsBesideTheData_isNotInABackup() throws Exception {
        try (Stream<Path> files = Files.list(backup)) {
            assertEquals(
                    List.of("SHA256SUMS", "backup.properties", "data"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertTrue(PRINTED.size() == 0 || !printed().contains(password), "no password is told");
    }

    @Test
    void fileThatWasChangedOrIsGone_isRefused() throws Exception {
        Path damaged = copy("damaged");
        Path file = damaged.resolve("data").resolve("global").resolve("pg_control");
        byte[] bytes = Files.readAllBytes(file);
        bytes[100] ^= 1;
        Files.write(file, bytes);
        assertRefused("is damaged: data/global/pg_control is not as it was written", damaged.toString());
        Files.delete(file);
        assertRefused("is damaged: data/global/pg_control", damaged.toString());
    }

    @Test
    void backupThatStoppedHalfWay_isRefused() throws Exception {
        Path half = copy("half");
        Files.delete(half.resolve("SHA256SUMS"));
        assertRefused("There is no whole backup in " + half, half.toString());
        assertRefused("There is no whole backup in", folder.resolve("nowhere").toString());
    }

    @Test
    void backupOfAnotherSchemaOrPostgres_isRefused() throws Exception {
        Path older = copy("older");
        pretend(older, "schema.person", "0001");
        assertRefused("The backup has schema.person 0001, this product has ", older.toString());
        Path other = copy("other");
        pretend(other, "postgresql", "15");
        assertRefused("The backup has postgresql 15, this product has 18", other.toString());
    }

    @Test
    void houseThatHasData_isLeftAloneUnlessToldToReplaceThem() throws Exception {
        if (!Files.isDirectory(home.resolve("data"))) {
            Files.createDirectories(home.resolve("data"));
        }
        assertRefused("say --replace to put them aside", backup.toString());
    }

    @Test
    void houseThatRuns_isLeftAlone() {
        HomeLock running = HomeLock.hold(home);
        try (running) {
            assertRefused("Another ./ams run is using", backup.toString(), "--replace");
        }
    }

    @Test
    void houseWithoutItsPasswordsOrKeys_isToldToPutThemBackFirst() throws Exception {
        Path bare = Files.createDirectories(folder.resolve("bare"));
        Map<String, String> environment = Map.of("AMS_HOME", bare.toString(), "AMS_PG_PORT", Integer.toString(port));
        assertRefused(environment, "There is no " + bare.resolve("secrets.properties"), backup.toString());
        assertTrue(BackupFolder.isEmpty(bare), "nothing was made there");
        Files.copy(home.resolve("secrets.properties"), bare.resolve("secrets.properties"));
        assertRefused(environment, "There is no " + bare.resolve("keys"), backup.toString());
    }

    @Test
    void postgresOfSomebodyElse_isBackedUpByItsOwnTools() {
        Map<String, String> environment = Map.of("AMS_HOME", home.toString(), "AMS_DB_HOST", "db.example");
        String said = assertThrows(
                        Failure.class, () -> Backup.take(new String[] {"elsewhere"}, environment, System.out))
                .getMessage();
        assertTrue(said.contains("db.example") && said.contains("pg_basebackup"), said);
        assertRefused(environment, "restore it as docs/backup.md says", backup.toString());
    }

    @Test
    void folderWithSomethingInIt_isNoPlaceForABackup() {
        String said = assertThrows(
                        Failure.class, () -> Backup.take(new String[] {backup.toString()}, ENVIRONMENT, System.out))
                .getMessage();
        assertTrue(said.contains("is not empty"), said);
    }

    private static void assertRefused(String what, String... options) {
        assertRefused(ENVIRONMENT, what, options);
    }

    private static void assertRefused(Map<String, String> environment, String what, String... options) {
        String said = assertThrows(Failure.class, () -> Restore.run(options, environment, System.out))
                .getMessage();
        assertTrue(said.contains(what), said);
        assertTrue(said.endsWith(".") && said.lines().count() == 1, "one sentence: " + said);
    }

    private static int restore(String... options) {
        PRINTED.reset();
        return Restore.run(options, ENVIRONMENT, new PrintStream(PRINTED, true, StandardCharsets.UTF_8));
    }

    private static String printed() {
        return PRINTED.toString(StandardCharsets.UTF_8);
    }

    /** One step after the other, each noted in the three stores, one after the other. */
    private static void writeUntil(AtomicBoolean enough, CountDownLatch begun) {
        while (!enough.get()) {
            int step = written + 1;
            for (String store : Databases.STORES) {
                try {
                    run(store, "insert into ams.it_step values (" + step + ", repeat('x', 4000))");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
            written = step;
            begun.countDown();
        }
    }

    private static long steps(String store) throws SQLException {
        try (Connection connection = EmbeddedDatabase.connect(port, "ams_" + store, password);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select max(step) from ams.it_step having count(*) = max(step)")) {
            assertTrue(rows.next(), "a step is missing in " + store);
            return rows.getLong(1);
        }
    }

    private static void run(String store, String sql) throws SQLException {
        try (Connection connection = EmbeddedDatabase.connect(port, "ams_" + store, password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Path copy(String name) throws IOException {
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(backup)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(backup.relativize(file).toString()));
            }
        }
        return to;
    }

    /** Says something else of a backup, and is consistent about it. */
    private static void pretend(Path copy, String name, String value) throws IOException {
        Path what = copy.resolve("backup.properties");
        Files.writeString(what, Files.readString(what).replaceFirst("(?m)^" + name + "=.*$", name + "=" + value));
        Path sums = copy.resolve("SHA256SUMS");
        String sum = BackupFolder.sum(what);
        Files.writeString(
                sums,
                Files.readString(sums).replaceFirst("[0-9a-f]{64}  backup.properties", sum + "  backup.properties"));
    }
}
