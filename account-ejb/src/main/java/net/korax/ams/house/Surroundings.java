package net.korax.ams.house;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server in production stands on, as it was found when it started, and what of it is not fit for cards and people.
 *
 * @param java the feature release of the Java machine
 * @param skew how far our clock is from the database's
 * @param swaps the text of {@code /proc/swaps}; empty where there is none
 * @param limits the text of {@code /proc/self/limits}; empty where there is none
 */
record Surroundings(List<Database> databases, int java, Duration skew, String swaps, String limits) {

    /**
     * One store as its PostgreSQL and our connection are.
     *
     * @param settings {@code fsync}, {@code full_page_writes}, {@code synchronous_commit}, {@code data_checksums}
     * @param superuser whether our role is one
     * @param encrypted whether our connection is
     * @param near whether it does not leave this machine
     */
    record Database(String name, Map<String, String> settings, boolean superuser, boolean encrypted, boolean near) {}

    /** What may be wrong; an operator who knows better accepts one by its word in {@code ams.accepted-risks}. */
    enum Risk {
        OLD_JAVA,
        NOT_DURABLE,
        NO_CHECKSUMS,
        SUPERUSER,
        PLAIN_DATABASE,
        CLOCK,
        SWAP,
        CORE_DUMPS;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static final int LEAST_JAVA = 17;
    static final Duration MOST_SKEW = Duration.ofSeconds(2);

    private static final Set<String> DURABLE = Set.of("fsync", "full_page_writes", "synchronous_commit");
    private static final Pattern CORE = Pattern.compile("(?m)^Max core file size\\s+(\\S+)");

    /** What is wrong, a sentence each that says what to do; empty when it is fit. */
    Map<Risk, String> unfit() {
        Map<Risk, String> found = new EnumMap<>(Risk.class);
        databases.forEach(database -> unfit(database, found));
        if (java < LEAST_JAVA) {
            found.put(Risk.OLD_JAVA, "The server runs on Java " + java + "; run it on " + LEAST_JAVA + " or newer.");
        }
        if (skew.abs().compareTo(MOST_SKEW) >= 0) {
            found.put(
                    Risk.CLOCK,
                    "The clocks of server and database are " + skew.abs().toSeconds()
                            + " s apart; have both set by NTP.");
        }
        if (swaps.lines().count() > 1) {
            found.put(
                    Risk.SWAP,
                    "The machine swaps memory to a disk, where keys could stay; switch swapping off, or encrypt it and"
                            + " accept this risk.");
        }
        Matcher core = CORE.matcher(limits);
        if (core.find() && !core.group(1).equals("0")) {
            found.put(
                    Risk.CORE_DUMPS,
                    "The server may write its memory to a core file; start it with the limit 0 (ulimit -c 0,"
                            + " LimitCORE=0).");
        }
        return found;
    }

    private static void unfit(Database database, Map<Risk, String> found) {
        database.settings().forEach((name, value) -> {
            if (DURABLE.contains(name) && value.equals("off")) {
                found.put(
                        Risk.NOT_DURABLE,
                        database.name() + " may forget what it has confirmed; set " + name + " to on in PostgreSQL.");
            }
        });
        if ("off".equals(database.settings().get("data_checksums"))) {
            found.put(
                    Risk.NO_CHECKSUMS,
                    database.name() + " does not notice a damaged disk; enable data checksums with pg_checksums.");
        }
        if (database.superuser()) {
            found.put(Risk.SUPERUSER, database.name() + " is opened as a superuser; open it as the role of roles.sql.");
        }
        if (!database.encrypted() && !database.near()) {
            found.put(
                    Risk.PLAIN_DATABASE,
                    database.name() + " is on another machine and reached without TLS; set sslmode=verify-full in its"
                            + " data source.");
        }
    }
}
