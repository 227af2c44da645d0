package net.korax.ams.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import net.korax.ams.audit.AuditCheckpoint;
import net.korax.ams.audit.CheckpointFolder;
import net.korax.ams.audit.TrailCheck;
import net.korax.ams.shared.Time;

/**
 * Puts a backup into a house that is stopped, sees it come up to its moment, and has the audit trail checked against the checkpoints
 * outside, which know of what came later. Before anything is touched all of the backup is read. Data that are there are put aside and
 * not deleted; the ledger of erasures, the checkpoints and the keys of the house stay as they are, so that who was erased since is
 * erased again at the next start, before anybody is answered.
 */
final class Restore {

    private static final String REPLACE = "--replace";

    private final Settings settings;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final Path data;
    private BackupFolder backup;
    private boolean replace;
    private long last;

    private Restore(String[] options, Map<String, String> environment, PrintStream out) {
        this.settings = Settings.of(new String[0], environment);
        this.environment = environment;
        this.out = out;
        this.data = settings.home().resolve("data");
        for (String option : options) {
            if (option.equals(REPLACE)) {
                replace = true;
            } else if (option.startsWith("-") || backup != null) {
                throw new Failure("There is no option " + option + "; ./ams help lists them.");
            } else {
                backup = new BackupFolder(
                        settings.project().resolve(option).toAbsolutePath().normalize());
            }
        }
    }

    /** @return the exit code of the check of the trail, see {@link AuditVerify} */
    static int run(String[] options, Map<String, String> environment, PrintStream out) {
        return new Restore(options, environment, out).run();
    }

    private int run() {
        if (backup == null) {
            throw new Failure("Say where from: ./ams restore FOLDER.");
        }
        if (!settings.ownDatabase()) {
            throw new Failure("The PostgreSQL at " + settings.databaseHost()
                    + " is not the launcher's own; restore it as docs/backup.md says.");
        }
        Properties what = backup.check();
        requireSame(what, BackupFolder.POSTGRESQL, EmbeddedDatabase.MAJOR);
        Databases.STORES.forEach(store -> requireSame(what, "schema." + store, Databases.newestSchema(store)));
        requireKeys();
        HomeLock lock = HomeLock.hold(settings.home());
        try (lock) {
            LastServer.await(settings.home());
            Ports.requireFree("127.0.0.1", settings.databasePort(), "PostgreSQL", "AMS_PG_PORT");
            putAside();
            backup.copyDataTo(data);
            recover();
        }
        out.println("The three stores are as they were at " + what.getProperty(BackupFolder.TAKEN) + ".");
        AuditVerify check = new AuditVerify(new String[0], environment, out);
        int code = check.run();
        check.bad().ifPresent(this::tellTheWayOn);
        out.println("Who is noted in " + settings.erasures()
                + " is erased again at the next start, before anybody is answered.");
        return code;
    }

    private static void requireSame(Properties what, String name, String needed) {
        if (!needed.equals(what.getProperty(name))) {
            throw new Failure(
                    "The backup has " + name + " " + what.getProperty(name) + ", this product has " + needed
                            + "; restore it with the product that it was taken with, and let the newer one bring it up to date.");
        }
    }

    /** Without them the data would not open; and a fresh house would make new ones in their place. */
    private void requireKeys() {
        Path passwords = settings.home().resolve("secrets.properties");
        if (!Files.isReadable(passwords)) {
            throw new Failure("There is no " + passwords + ", whose passwords open the backup; put it back first, and "
                    + settings.home().resolve("keys") + " with it.");
        }
        Path keys = settings.home().resolve("keys");
        if (settings.given("AMS_KEYSTORE_PATH").isEmpty() && !Files.isDirectory(keys)) {
            throw new Failure(
                    "There is no " + keys + ", whose keys open what is sealed in the backup; put it back first.");
        }
    }

    private void putAside() {
        try {
            if (!Files.isDirectory(data) || BackupFolder.isEmpty(data)) {
                Files.deleteIfExists(data);
                return;
            }
            if (!replace) {
                throw new Failure("There are data in " + data + " already; say " + REPLACE + " to put them aside.");
            }
            Path aside = data.resolveSibling("data.before-" + Time.now().getEpochSecond());
            Files.move(data, aside);
            out.println("The data that were there are in " + aside
                    + "; delete them when you are sure, and within 35 days: whoever was erased may be in them.");
        } catch (IOException e) {
            throw new Failure("The data in " + data + " cannot be put aside: " + Secrets.reason(e) + ".", e);
        }
    }

    /** Lets PostgreSQL go through the log to the moment of the backup, with the passwords of this house. */
    private void recover() {
        String password = new Secrets(settings.home()).get("admin.password");
        EmbeddedDatabase database = EmbeddedDatabase.start(settings.home(), settings.databasePort(), password);
        try (database;
                Connection connection = EmbeddedDatabase.connect(settings.databasePort(), "ams_core", password);
                Statement statement = connection.createStatement();
                ResultSet head = statement.executeQuery("select seq from ams.audit_head")) {
            head.next();
            last = head.getLong(1);
        } catch (SQLException e) {
            throw new Failure(
                    "The restored data do not open with the passwords of " + settings.home()
                            + "; put back the secrets.properties of when the backup was taken, and restore again.",
                    e);
        }
    }

    private void tellTheWayOn(TrailCheck.Bad bad) {
        if (bad.fault() != TrailCheck.Fault.MISSING || bad.seq() != last + 1) {
            out.println("That is nothing that a restore explains: keep backup and checkpoints as they are, try an older"
                    + " backup, and see docs/audit.md.");
            return;
        }
        long known = new CheckpointFolder(settings.audit())
                .read().stream().mapToLong(AuditCheckpoint::seq).max().orElse(last);
        out.println(
                "Entries " + bad.seq() + " to " + known + " came after the backup: they were signed, and are gone.");
        out.println("Let a second person see it and write down these numbers and why. Then move "
                + settings.audit().resolve(CheckpointFolder.FILE)
                + " to beside the backup, and start: a new one is begun (docs/audit.md).");
    }
}
