package net.korax.ams.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes a backup of the three stores while the house goes on. They are databases of one PostgreSQL, which has one write-ahead log: a copy
 * of its files with the log up to the end of the copying is one moment of all three, the same that a power cut then would have left,
 * and what that leaves half done the house finishes at its next start. Keys, passwords, the checkpoints of the trail and the
 * ledger of erasures are never part of it (ADR 24).
 */
final class Backup {

    /** Made anew by PostgreSQL; the folders stay, empty. */
    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    /** Of the server that runs, not of its data. */
    private static final Set<String> LEFT_OUT = Set.of(
            "postmaster.pid", "postmaster.opts", "epg-lock", "backup_label", "backup_label.old", "pg_internal.init");

    private static final String TEMPORARY = "pgsql_tmp";

    private final Settings settings;
    private final String password;
    private final BackupFolder folder;

    /** @param password of the superuser */
    Backup(Settings settings, String password, BackupFolder folder) {
        this.settings = settings;
        this.password = password;
        this.folder = folder;
    }

    static void take(String[] options, Map<String, String> environment, PrintStream out) {
        Settings settings = Settings.of(new String[0], environment);
        if (options.length != 1) {
            throw new Failure("Say where to: ./ams backup FOLDER.");
        }
        if (!settings.ownDatabase()) {
            throw new Failure("The PostgreSQL at " + settings.databaseHost()
                    + " is not the launcher's own; back it up with pg_basebackup, as docs/backup.md says.");
        }
        Path folder = settings.project().resolve(options[0]).toAbsolutePath().normalize();
        if (folder.startsWith(settings.home().resolve("data").toAbsolutePath())) {
            throw new Failure("A backup does not belong into the data that it is of; name a folder elsewhere.");
        }
        if (!Files.exists(settings.home().resolve("data").resolve("PG_VERSION"))) {
            throw new Failure("There is nothing to back up in " + settings.home() + "; name the house with AMS_HOME.");
        }
        Backup backup =
                new Backup(settings, new Secrets(settings.home()).get("admin.password"), new BackupFolder(folder));
        Properties what = backup.take();
        out.println("Backed up " + backup.folder.files() + " files to " + folder + ", as of "
                + what.getProperty(BackupFolder.TAKEN) + ", audit entry " + what.getProperty(BackupFolder.LAST_ENTRY)
                + ".");
        out.println("Not in it, to be kept elsewhere: " + settings.home().resolve("keys") + " and "
                + settings.home().resolve("secrets.properties") + ", without which it does not open; "
                + settings.audit() + " and " + settings.erasures() + ", which no restore may set back.");
    }

    /** What it is, once it is whole. */
    Properties take() {
        folder.begin();
        Runnable stop = EmbeddedDatabase.open(settings, password);
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            Properties what = what();
            // Keeps the log from here on, as long as this connection lives.
            value(statement, "select pg_create_physical_replication_slot('ams_backup', true, true)::text");
            String first = value(statement, "select pg_walfile_name(pg_backup_start('ams', true))");
            data(settings.home().resolve("data"));
            String last;
            try (ResultSet end = statement.executeQuery(
                    "select pg_walfile_name(lsn), labelfile, now() from pg_backup_stop(false)")) {
                end.next();
                last = end.getString(1);
                put("data/backup_label", end.getString(2));
                what.setProperty(
                        BackupFolder.TAKEN, end.getTimestamp(3).toInstant().toString());
            }
            log(first, last);
            folder.end(what);
            return what;
        } catch (SQLException | IOException e) {
            throw new Failure("The backup stopped half way and is worth nothing: " + sentence(e), e);
        } finally {
            stop.run();
        }
    }

    private Properties what() throws SQLException {
        Properties what = new Properties();
        for (String store : Databases.STORES) {
            try (Connection connection = connect("ams_" + store);
                    Statement statement = connection.createStatement()) {
                what.setProperty("schema." + store, value(statement, Databases.SCHEMA_VERSION));
                if (store.equals("core")) {
                    what.setProperty(BackupFolder.LAST_ENTRY, value(statement, "select seq::text from ams.audit_head"));
                    what.setProperty(
                            BackupFolder.POSTGRESQL,
                            value(statement, "select current_setting('server_version_num')::int / 10000 || ''"));
                }
            }
        }
        return what;
    }

    private void data(Path data) throws IOException {
        Files.walkFileTree(data, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path found, BasicFileAttributes attributes) throws IOException {
                Path relative = data.relativize(found);
                if (found.equals(data)) {
                    return FileVisitResult.CONTINUE;
                }
                if (relative.toString().contains(TEMPORARY)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                BackupFolder.make(folder.data().resolve(relative.toString()));
                return EMPTIED.contains(relative.toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = file.getFileName().toString();
                if (!LEFT_OUT.contains(name) && !name.startsWith(TEMPORARY)) {
                    try (InputStream in = Files.newInputStream(file)) {
                        folder.put("data/" + data.relativize(file).toString().replace('\\', '/'), in);
                    } catch (NoSuchFileException gone) {
                        return visitFileFailed(file, gone);
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            /** A table that was dropped meanwhile is no loss: the log tells of it. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException reason) throws IOException {
                if (reason instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw reason;
            }
        });
    }

    /** The log from the first to the last moment of the copying, which makes one moment of the files. */
    private void log(String first, String last) throws IOException {
        int copied = 0;
        try (Stream<Path> all = Files.list(settings.home().resolve("data").resolve("pg_wal"))) {
            for (Path segment : (Iterable<Path>) all.sorted()::iterator) {
                String name = segment.getFileName().toString();
                if (name.matches("[0-9A-F]{24}") && name.compareTo(first) >= 0 && name.compareTo(last) <= 0) {
                    try (InputStream in = Files.newInputStream(segment)) {
                        folder.put("data/pg_wal/" + name, in);
                    }
                    copied++;
                }
            }
        }
        if (copied == 0) {
            throw new IOException("PostgreSQL did not keep its log");
        }
    }

    private void put(String name, String text) throws IOException {
        folder.put(name, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Connection connect(String database) throws SQLException {
        return EmbeddedDatabase.connect(settings.databasePort(), database, password);
    }

    private static String value(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String sentence(Exception e) {
        String reason = e instanceof IOException io ? Secrets.reason(io) : String.valueOf(e.getMessage());
        return reason.lines().findFirst().orElse("").replaceFirst("\\.*$", ".");
    }
}
