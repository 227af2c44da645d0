package net.korax.ams.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** The commands behind {@code ./ams} that need more than a shell. Every failure is one sentence and exit code 1. */
public final class Ams {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Ams() {}

    public static void main(String[] args) {
        Quiet.logging();
        try {
            String[] options = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
            switch (args.length == 0 ? "" : args[0]) {
                case "run" -> run(Settings.of(options, System.getenv()));
                case "cluster" -> Cluster.run(options, System.getenv(), OUT);
                case "totp" -> OUT.println(SampleTotp.code(options));
                case "pan-scan" -> panScan(options);
                case "audit-verify" -> System.exit(AuditVerify.run(options, System.getenv(), OUT));
                case "migrate" -> migrate(Settings.of(options, System.getenv()));
                case "backup" -> Backup.take(options, System.getenv(), OUT);
                case "restore" -> System.exit(Restore.run(options, System.getenv(), OUT));
                case "sample" -> SampleAccounts.make(options, System.getenv(), OUT);
                case "bench" -> Benchmarks.run(options, System.getenv(), OUT);
                case "house-keys" -> HouseKeys.make(options, OUT);
                case "custody-keys" -> CustodyKeys.make(options, OUT);
                case "token-keys" -> TokenKeys.make(options, OUT);
                default -> throw new Failure("The launcher has no such command; ./ams help lists all.");
            }
        } catch (Failure failure) {
            System.err.println("ams: " + failure.getMessage());
            System.exit(1);
        } catch (RuntimeException unforeseen) {
            System.err.println("ams: something unforeseen went wrong (" + unforeseen + "); please report it.");
            System.exit(1);
        }
    }

    private static void run(Settings settings) {
        Progress progress = new Progress(OUT, System.console() != null);
        RunningAms house;
        try (progress) {
            house = RunningAms.start(settings, progress::begin);
        }
        AtomicBoolean stopping = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (stopping.compareAndSet(false, true)) {
                OUT.println("\n  Stopping ...");
                house.close();
                OUT.println("  Stopped. Your data are in " + settings.home() + ".");
            }
        }));
        OUT.println();
        OUT.println("Korax AMS runs, after " + progress.seconds() + " s.");
        OUT.println();
        OUT.println("  Open       " + settings.baseUrl() + "/");
        OUT.println("             (its certificate is made for this machine; your browser asks once)");
        house.staffUrl().ifPresent(address -> OUT.println("  Staff      " + address + "/"));
        if (settings.ownMail()) {
            OUT.println("  Mails      " + settings.mails());
        }
        OUT.println("  Log        " + settings.log());
        OUT.println("  Stop       Ctrl-C");
        OUT.println();
        if (house.hasSamples()) {
            OUT.print(sampleLogIns());
        }
        house.firstOperatorToken().ifPresent(file -> {
            OUT.println("  Nobody works here yet. The first operator opens, once,");
            OUT.println("    " + house.staffUrl().orElse(house.baseUrl()) + "/enrol.xhtml?token=...");
            OUT.println("  with the token in " + file + " in the place of the dots.");
        });
        try {
            int code = house.await();
            if (stopping.compareAndSet(false, true)) {
                house.close();
                throw new Failure("The server ended by itself with code " + code + "; see " + settings.log() + ".");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Brings the stores of an existing PostgreSQL to the version that this product knows, for whoever runs it on a server of his. */
    private static void migrate(Settings settings) {
        if (settings.ownDatabase()) {
            throw new Failure("AMS_DB_HOST has to name the PostgreSQL; that of ./ams run is brought up to date by it.");
        }
        String password = settings.given("AMS_DB_MIGRATOR_PASSWORD")
                .orElseThrow(() -> new Failure("AMS_DB_MIGRATOR_PASSWORD has to be set."));
        new Databases(settings.databaseHost(), settings.databasePortInUse(), role -> password).migrate();
        Databases.STORES.forEach(
                store -> OUT.println("  ams_" + store + " is at version " + Databases.newestSchema(store)));
    }

    /** Searches the stores, the house's folder and whatever else is named; ends with 1 when a card number was found. */
    private static void panScan(String[] folders) {
        PanScan scan = new PanScan(line -> OUT.println("  " + line));
        scan.house(Settings.of(new String[0], System.getenv()));
        for (String folder : folders) {
            scan.files(Path.of(folder));
        }
        OUT.println(scan.sum());
        if (scan.found() > 0) {
            System.exit(1);
        }
    }

    private static String sampleLogIns() {
        try (InputStream in = Ams.class.getResourceAsStream("/demo/sample-logins.txt")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
