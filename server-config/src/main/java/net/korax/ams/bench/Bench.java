package net.korax.ams.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import net.korax.ams.identity.SampleUser;
import net.korax.ams.launcher.RunningAms;

/**
 * Does each {@link Thing} with one, eight and thirty-two connections, in rounds; what it is compared with is measured just before, in every
 * round anew, because a machine is not as fast from one hour to the next. Prints a line for each, and keeps all rounds in a file.
 */
public final class Bench {

    private static final List<Integer> CONNECTIONS = List.of(1, 8, 32);
    /** So many customers take turns, for each second of a round. */
    private static final int CUSTOMERS = 150;

    private static final String ERASURE = "erasure";
    private static final String RENEWAL = "renewal";
    private static final String SOAK = "soak";
    private static final int SOAK_MINUTES = 30;
    private static final int MOST_CUSTOMERS = 1500;
    private static final int YARD_SECONDS = 4;
    private static final int SETTLING_SECONDS = 2;
    /** Before a thing is measured it is done so long, so that what the server compiles is compiled. */
    private static final int WARM_SECONDS = 60;

    private final RunningAms house;
    private final Path folder;
    private final PrintStream out;

    /** @param folder for what is kept of a run */
    public Bench(RunningAms house, Path folder, PrintStream out) {
        this.house = house;
        this.folder = folder;
        this.out = out;
    }

    /** What is done by the driver, over and over. */
    public static List<String> things() {
        return Arrays.stream(Thing.values())
                .map(thing -> thing.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** What can be measured. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(things());
        names.add(ERASURE);
        names.add(RENEWAL);
        names.add(SOAK);
        return names;
    }

    /**
     * Measures, and keeps what was measured in the place of what earlier runs have of the same.
     *
     * @param only names of things; all but the soak when none is named
     */
    public void run(int accounts, int rounds, int seconds, List<String> only)
            throws IOException, SQLException, InterruptedException {
        List<Thing> things = Arrays.stream(Thing.values())
                .filter(thing -> only.isEmpty() || only.contains(thing.name().toLowerCase(Locale.ROOT)))
                .toList();
        int customers = Math.min(MOST_CUSTOMERS, CUSTOMERS * seconds);
        Files.createDirectories(folder);
        say("Preparing pgbench");
        Yardstick yardstick = Yardstick.in(house);
        People people = new People(house, folder, customers);
        Driver driver = new Driver(house, people, folder);
        List<Round> all = new ArrayList<>();
        for (Thing thing : things) {
            say("Signing in " + customers + " customers");
            people.stayIn();
            say(thing.title() + ": warming up");
            driver.load(thing, 8, WARM_SECONDS);
            for (int round = 1; round <= rounds; round++) {
                for (int connections : CONNECTIONS) {
                    double yard = yard(yardstick, thing.yard());
                    Measured measured = driver.load(thing, connections, seconds);
                    Round taken = new Round(thing, connections, round, yard, measured);
                    all.add(taken);
                    out.println("  " + taken.line());
                }
            }
        }
        keep(rounds(folder, accounts), all);
        Figures figures = figures(folder, accounts);
        if (only.isEmpty() || only.contains(ERASURE)) {
            say("Signing in " + customers + " customers");
            people.signIn();
            Erasures erasures = new Erasures(house);
            say("Erasures: warming up");
            erasures.close(people.leavers(customers / 2), 8);
            List<Figure> erased = new ArrayList<>();
            for (int connections : List.of(1, 8)) {
                double yard = yard(yardstick, Thing.Yard.T);
                erased.add(erasures.close(people.leavers(customers / 10), connections)
                        .figure(yard));
            }
            tell(figures, ERASURE, erased);
        }
        if (only.isEmpty() || only.contains(RENEWAL)) {
            Renewals renewals = new Renewals(house, people, driver, seconds);
            for (Renewals.Key key : Renewals.Key.values()) {
                say("Renewing the " + key.title());
                tell(figures, RENEWAL + " " + key, renewals.renew(key));
            }
        }
        if (only.contains(SOAK)) {
            say("Half of what goes, for " + SOAK_MINUTES + " minutes");
            tell(figures, SOAK, new Soak(house, people, driver, out).run(SOAK_MINUTES));
        }
        people.stayIn();
        Browser visitor = new Browser(house.baseUrl(), Browser.client(), "127.0.0.1");
        List<Figure> weights = new ArrayList<>();
        weights.add(Weight.of(visitor, "/sign-in.xhtml").door(150, 10, 3));
        for (String page : List.of("/customer/contacts.xhtml", "/customer/cards.xhtml", "/customer/overview.xhtml")) {
            weights.add(Weight.of(people.one(), page).inside(12));
        }
        for (String page : List.of("/customer/contacts.xhtml", "/customer/cards.xhtml")) {
            weights.add(Statements.of(house, people.one(), page, 4));
        }
        tell(figures, "weight", weights);
        tell(figures, "size", Sizes.of(house, accounts));
        out.println();
        out.print(new Table(all).text());
    }

    /**
     * Draws where the server's time goes while things are done by eight at once.
     *
     * @param names of things
     * @param pictures folder for {@code flames-NAME.svg}
     */
    public void draw(List<String> names, int seconds, Path pictures)
            throws IOException, InterruptedException, SQLException {
        People people = new People(house, folder, Math.min(MOST_CUSTOMERS, CUSTOMERS * seconds));
        Driver driver = new Driver(house, people, folder);
        Flames flames = new Flames(house, driver, folder);
        for (String name : names) {
            Thing thing = Thing.valueOf(name.toUpperCase(Locale.ROOT));
            people.stayIn();
            say(thing.title() + ": warming up");
            driver.load(thing, 8, WARM_SECONDS);
            Files.writeString(pictures.resolve("flames-" + name + ".svg"), flames.draw(thing, WARM_SECONDS));
        }
    }

    private void tell(Figures figures, String about, List<Figure> measured) throws IOException {
        measured.forEach(figure -> out.println("  " + figure.line()));
        figures.keep(about, measured);
    }

    private static Path rounds(Path folder, int accounts) {
        return folder.resolve("rounds-" + accounts + ".tsv");
    }

    /** What was measured once at so many accounts. */
    public static Figures figures(Path folder, int accounts) throws IOException {
        return Figures.in(folder.resolve("figures-" + accounts + ".tsv"));
    }

    /** What was measured in rounds at so many accounts. */
    public static Table table(Path folder, int accounts) throws IOException {
        return new Table(kept(rounds(folder, accounts)));
    }

    /** What a file has; a row of before something was measured that is measured now is passed over. */
    static List<Round> kept(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .map(row -> row.split("\t"))
                        .filter(cells -> cells.length == Round.CELLS)
                        .map(Round::read)
                        .toList()
                : List.of();
    }

    /** Puts what was measured in the place of what the file had of the same things, in the order of the things. */
    private static void keep(Path file, List<Round> taken) throws IOException {
        List<Round> all = new ArrayList<>(taken);
        Set<Thing> anew = taken.stream().map(Round::thing).collect(Collectors.toSet());
        kept(file).stream().filter(round -> !anew.contains(round.thing())).forEach(all::add);
        all.sort(Comparator.comparing(Round::thing));
        Files.write(file, all.stream().map(Round::row).toList());
    }

    /** One load and what it is compared with. */
    record Round(Thing thing, int connections, int number, double yard, Measured measured) {

        static final int CELLS = 13;

        double ratio() {
            return measured.perSecond() / yard;
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%-14s %2d connections, round %d: %8.1f/s, %.3f of %s %.0f/s, p50 %.1f ms, p99 %.1f ms, %.2f ms of processor, %.0f MiB%s",
                    thing,
                    connections,
                    number,
                    measured.perSecond(),
                    ratio(),
                    thing.yard(),
                    yard,
                    measured.p50() / 1000,
                    measured.p99() / 1000,
                    measured.processorPerOperation(),
                    measured.memory(),
                    measured.failed() == 0 ? "" : ", " + measured.failed() + " FAILED");
        }

        static Round read(String[] cells) {
            double perSecond = Double.parseDouble(cells[4]);
            double seconds = Double.parseDouble(cells[11]);
            long operations = Math.round(perSecond * seconds);
            return new Round(
                    Thing.valueOf(cells[0]),
                    Integer.parseInt(cells[1]),
                    Integer.parseInt(cells[2]),
                    Double.parseDouble(cells[3]),
                    new Measured(
                            operations,
                            seconds,
                            Long.parseLong(cells[10]),
                            Double.parseDouble(cells[5]),
                            Double.parseDouble(cells[6]),
                            Double.parseDouble(cells[7]),
                            Double.parseDouble(cells[8]),
                            Double.parseDouble(cells[9]) * operations / 1000,
                            Double.parseDouble(cells[12])));
        }

        String row() {
            return String.join(
                    "\t",
                    thing.name(),
                    Integer.toString(connections),
                    Integer.toString(number),
                    Double.toString(yard),
                    Double.toString(measured.perSecond()),
                    Double.toString(measured.p50()),
                    Double.toString(measured.p99()),
                    Double.toString(measured.lastP50()),
                    Double.toString(measured.lastP99()),
                    Double.toString(measured.processorPerOperation()),
                    Long.toString(measured.failed()),
                    Double.toString(measured.seconds()),
                    Double.toString(measured.memory()));
        }
    }

    private double yard(Yardstick yardstick, Thing.Yard yard) throws IOException, InterruptedException {
        // What was under way when the load before it ended is done then.
        TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
        return switch (yard) {
            case S -> yardstick.selectOnly(YARD_SECONDS);
            case T -> yardstick.likeTpcB(YARD_SECONDS);
            case HASH -> hashes();
        };
    }

    /** Password hashes a second and nothing else, on all processors. */
    private static double hashes() throws InterruptedException {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        AtomicLong done = new AtomicLong();
        long begun = System.nanoTime();
        long end = begun + TimeUnit.SECONDS.toNanos(YARD_SECONDS);
        for (int i = 0; i < threads; i++) {
            pool.submit(() -> {
                byte[] salt = new SecureRandom().generateSeed(16);
                while (System.nanoTime() < end) {
                    SampleUser.argon2id(salt, salt);
                    done.incrementAndGet();
                }
            });
        }
        pool.shutdown();
        pool.awaitTermination(1, TimeUnit.MINUTES);
        return done.get() * 1e9 / (System.nanoTime() - begun);
    }

    private void say(String what) {
        out.println(what + " ...");
    }
}
