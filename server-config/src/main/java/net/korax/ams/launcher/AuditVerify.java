package net.korax.ams.launcher;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.korax.ams.audit.AuditCheckpoint;
import net.korax.ams.audit.AuditEvent;
import net.korax.ams.audit.CheckpointFolder;
import net.korax.ams.audit.TrailCheck;
import net.korax.ams.shared.Time;

/**
 * Checks the audit trail past the product: as a role of the database that may read the trail alone, with the public keys and the
 * checkpoints from outside of the database, and without the key store. Entries are read one after the other, however many there are; of
 * checkpoints a line each is kept.
 */
final class AuditVerify {

    /** Exit codes. */
    static final int HOLDS = 0;

    static final int BAD = 1;
    static final int UNCHECKED = 2;

    private static final int FETCHED = 2000;
    private static final int TOLD = 50_000;

    private final List<Path> folders = new ArrayList<>();
    private final List<Path> keyFiles = new ArrayList<>();
    private final Settings settings;
    private final PrintStream out;
    private boolean json;
    private TrailCheck.Result result;

    AuditVerify(String[] options, Map<String, String> environment, PrintStream out) {
        this.settings = Settings.of(new String[0], environment);
        this.out = out;
        for (int i = 0; i < options.length; i++) {
            switch (options[i]) {
                case "--json" -> json = true;
                case "--key" -> keyFiles.add(path(options, ++i));
                case "--checkpoints" -> folders.add(path(options, ++i));
                default -> throw new Failure("There is no option " + options[i] + "; ./ams help lists them.");
            }
        }
        if (folders.isEmpty()) {
            folders.add(settings.audit());
        }
    }

    /** @return the exit code */
    static int run(String[] options, Map<String, String> environment, PrintStream out) {
        try {
            return new AuditVerify(options, environment, out).run();
        } catch (Failure unchecked) {
            return unchecked(unchecked);
        }
    }

    private static int unchecked(RuntimeException reason) {
        System.err.println("ams: " + reason.getMessage());
        return UNCHECKED;
    }

    /** Which entry is bad, after a check; empty when none is or nothing could be checked. */
    Optional<TrailCheck.Bad> bad() {
        return Optional.ofNullable(result).map(TrailCheck.Result::bad);
    }

    /** @return the exit code */
    int run() {
        try {
            return checked();
        } catch (Failure | UncheckedIOException unchecked) {
            return unchecked(unchecked);
        }
    }

    private Path path(String[] options, int at) {
        if (at >= options.length) {
            throw new Failure("The option " + options[at - 1] + " needs a value.");
        }
        return settings.project().resolve(options[at]);
    }

    private int checked() {
        Map<Integer, PublicKey> keys = keys();
        List<AuditCheckpoint> checkpoints = folders.stream()
                .flatMap(folder -> new CheckpointFolder(folder).read().stream())
                .sorted(Comparator.comparingLong(AuditCheckpoint::seq))
                .toList();
        Secrets secrets = new Secrets(settings.home());
        Runnable stop = EmbeddedDatabase.open(settings, settings.ownDatabase() ? secrets.get("admin.password") : "");
        try {
            result = check(
                    checkpoints,
                    keys,
                    settings.given("AMS_DB_AUDIT_PASSWORD").orElseGet(() -> secrets.get("audit.password")));
            tell(keys);
            if (!result.isWhole()) {
                return BAD;
            }
            return result.checkpoints() == 0 && result.links() > 0 ? UNCHECKED : HOLDS;
        } catch (SQLException unreadable) {
            throw new Failure("The audit trail cannot be read: " + unreadable.getMessage() + ".", unreadable);
        } finally {
            stop.run();
        }
    }

    /** Those named, else those beside the checkpoints. */
    private Map<Integer, PublicKey> keys() {
        Map<Integer, PublicKey> keys = new TreeMap<>();
        for (Path file : keyFiles) {
            if (!Files.isReadable(file)) {
                throw new Failure("The public key " + file + " is not there or may not be read.");
            }
            Map<Integer, PublicKey> named = CheckpointFolder.key(file);
            if (named.isEmpty()) {
                throw new Failure("The public key " + file + " has to be called as it was: checkpoint-key-v1.pem.");
            }
            keys.putAll(named);
        }
        if (keyFiles.isEmpty()) {
            folders.forEach(folder -> keys.putAll(new CheckpointFolder(folder).keys()));
        }
        return keys;
    }

    private TrailCheck.Result check(List<AuditCheckpoint> checkpoints, Map<Integer, PublicKey> keys, String password)
            throws SQLException {
        String address = Databases.address(settings.databases(), "ams_core");
        try (Connection connection = DriverManager.getConnection(address, Databases.AUDIT_READER, password)) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.setFetchSize(FETCHED);
                TrailCheck check;
                try (ResultSet head = statement.executeQuery("select seq, hash from ams.audit_head")) {
                    head.next();
                    check = new TrailCheck(checkpoints, keys, head.getLong(1), head.getBytes(2), Time.now());
                }
                read(statement, check);
                return check.result();
            } finally {
                connection.rollback();
            }
        }
    }

    private void read(Statement statement, TrailCheck check) throws SQLException {
        String query = "select " + AuditEvent.COLUMNS + " from ams.audit_event order by seq";
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next() && check.accept(AuditEvent.read(rows))) {
                if (!json && check.links() % TOLD == 0) {
                    out.println("  " + check.links() + " entries hold ...");
                }
            }
        }
    }

    private void tell(Map<Integer, PublicKey> keys) {
        String known = keys.entrySet().stream()
                .map(key -> "v" + key.getKey() + " " + CheckpointFolder.fingerprint(key.getValue()))
                .collect(Collectors.joining(json ? "\",\"" : "\n             "));
        TrailCheck.Bad bad = result.bad();
        if (json) {
            out.println("{\"holds\":" + result.isWhole() + ",\"entries\":" + result.links() + ",\"first\":"
                    + result.first() + ",\"last\":" + result.last() + ",\"checkpoints\":" + result.checkpoints()
                    + ",\"signedUpTo\":" + result.signed() + ",\"keys\":["
                    + (known.isEmpty() ? "" : "\"" + known + "\"")
                    + "],\"bad\":"
                    + (bad == null ? "null" : "{\"entry\":" + bad.seq() + ",\"fault\":\"" + bad.fault() + "\"}") + "}");
            return;
        }
        out.println(
                result.links() == 0
                        ? "No entry was found right."
                        : "Entries " + result.first() + " to " + result.last() + " hold.");
        out.println(result.checkpoints() + " signed checkpoints agree, the last at entry " + result.signed() + "; "
                + Math.max(0, result.last() - result.signed()) + " entries after it are not signed yet.");
        out.println("Public key:  " + (known.isEmpty() ? "none" : known));
        if (bad != null) {
            out.println("BAD: entry " + bad.seq() + " " + sentence(bad.fault()));
        } else if (result.checkpoints() == 0 && result.links() > 0) {
            out.println("Not checked against anything outside of the database: there is no checkpoint in "
                    + folders.stream().map(Path::toString).collect(Collectors.joining(", ")) + ".");
        } else {
            out.println("The audit trail holds.");
        }
    }

    private static String sentence(TrailCheck.Fault fault) {
        return switch (fault) {
            case MISSING -> "is missing.";
            case CHANGED -> "was changed.";
            case NOT_FOLLOWING -> "does not follow the one before: this or that one was exchanged.";
            case NOT_AS_SIGNED ->
                "is not the one that was signed: what was rewritten lies between the checkpoint before" + " and here.";
            case FORGED_CHECKPOINT -> "has a checkpoint that the house did not sign.";
            case REMOVED_TOO_SOON -> "was removed, and is not twelve months old.";
            case NOT_AS_HEAD -> "is not the last one that the trail's head tells of.";
        };
    }
}
