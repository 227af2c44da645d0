package net.korax.ams.launcher;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.korax.ams.sample.Samples;

/** Fills a demonstration house that does not run with as many sample customers as asked for. */
final class SampleAccounts {

    private static final int MOST = 20_000_000;

    private final Settings settings;
    private final PrintStream out;

    private SampleAccounts(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    static void make(String[] options, Map<String, String> environment, PrintStream out) {
        Settings settings = Settings.of(new String[0], environment);
        if (options.length != 2
                || !options[0].equals("--accounts")
                || !options[1].matches("[1-9][0-9]{0,7}")
                || Integer.parseInt(options[1]) > MOST) {
            throw new Failure("Say how many: ./ams sample --accounts N, from 1 to " + MOST + ".");
        }
        if (!settings.ownDatabase() || !settings.samples()) {
            throw new Failure(
                    "Samples go into a demonstration house with the launcher's own PostgreSQL, and into no other.");
        }
        make(settings, Integer.parseInt(options[1]), out);
    }

    /** Opens so many accounts in a house. */
    static void make(Settings settings, int accounts, PrintStream out) {
        new SampleAccounts(settings, out).make(accounts);
    }

    private void make(int accounts) {
        long begun = System.nanoTime();
        try (Progress progress = new Progress(out, System.console() != null)) {
            // Staff and catalogue come with the first start.
            progress.begin("Starting the house once, and stopping it");
            Map<String, String> properties;
            try (RunningAms house = RunningAms.start(settings, step -> {})) {
                properties = house.keyProperties();
            }
            properties.forEach(System::setProperty);
            progress.begin("Starting PostgreSQL");
            Runnable stop = EmbeddedDatabase.open(settings, password());
            try {
                fill(accounts, progress);
            } finally {
                stop.run();
            }
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        out.printf(
                Locale.ROOT,
                "%,d sample accounts are there, after %d s. Each signs in with the password %s.%n",
                accounts,
                seconds,
                Samples.PASSWORD);
    }

    private void fill(int accounts, Progress progress) {
        Map<String, Connection> stores = new HashMap<>();
        try (Samples samples = new Samples(stores)) {
            for (String store : Databases.STORES) {
                stores.put(store, EmbeddedDatabase.connect(settings.databasePort(), "ams_" + store, password()));
            }
            int[] told = {0};
            progress.begin("Writing accounts");
            samples.fill(accounts, progress::begin, done -> {
                int tenths = (int) (10L * done / accounts);
                if (tenths > told[0] && tenths < 10) {
                    told[0] = tenths;
                    progress.begin(String.format(Locale.ROOT, "Writing accounts, %,d of %,d", done, accounts));
                }
            });
        } catch (SQLException e) {
            throw new Failure("The samples could not be written, and none are there: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("The samples were interrupted, and none are there.", e);
        } finally {
            stores.values().forEach(SampleAccounts::close);
        }
    }

    private static void close(Connection store) {
        try {
            store.close();
        } catch (SQLException e) {
            // It was of no use any more.
        }
    }

    private String password() {
        return new Secrets(settings.home()).get("admin.password");
    }
}
