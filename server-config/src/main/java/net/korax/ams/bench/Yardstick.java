package net.korax.ams.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.korax.ams.launcher.RunningAms;

/**
 * PostgreSQL's own limit by {@code pgbench}, on the same server at the same durability: S, its select-only script, and T, the one like TPC-B,
 * each with eight connections and two threads.
 */
final class Yardstick {

    private static final int SCALE = 10;
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");

    private final Map<String, String> environment;
    private final List<String> place;

    private Yardstick(int port, String password) {
        this.environment = Map.of("PGPASSWORD", password);
        this.place = List.of("-h", "127.0.0.1", "-p", Integer.toString(port), "-U", "ams_bench", "ams_bench");
    }

    /** Makes a database of its own for it. */
    static Yardstick in(RunningAms house) throws SQLException, IOException, InterruptedException {
        String password =
                UUID.nameUUIDFromBytes(new SecureRandom().generateSeed(16)).toString();
        try (Connection connection = house.superuser("core");
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists ams_bench");
            statement.execute("drop role if exists ams_bench");
            statement.execute("create role ams_bench login password '" + password + "'");
            statement.execute("create database ams_bench owner ams_bench");
        }
        Yardstick yardstick = new Yardstick(house.databasePort(), password);
        yardstick.run(List.of("-i", "-q", "-s", Integer.toString(SCALE)));
        return yardstick;
    }

    /** Transactions a second that only read one row. */
    double selectOnly(int seconds) throws IOException, InterruptedException {
        return tps("-S", seconds);
    }

    /** Transactions a second that change three rows and add one, committed durably. */
    double likeTpcB(int seconds) throws IOException, InterruptedException {
        return tps("-b", seconds);
    }

    private double tps(String kind, int seconds) throws IOException, InterruptedException {
        List<String> options =
                new ArrayList<>(List.of("-n", "-c", "8", "-j", "2", "-T", Integer.toString(seconds), "-M", "simple"));
        if (kind.equals("-S")) {
            options.add(kind);
        }
        for (String line : run(options)) {
            Matcher tps = TPS.matcher(line);
            if (tps.find()) {
                return Double.parseDouble(tps.group(1));
            }
        }
        throw new IOException("pgbench told no transactions a second");
    }

    private List<String> run(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("pgbench"));
        command.addAll(options);
        command.addAll(place);
        return Tool.run(command, environment, Path.of(System.getProperty("java.io.tmpdir")));
    }
}
