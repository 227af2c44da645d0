package net.korax.ams.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.korax.ams.launcher.RunningAms;
import net.korax.ams.sample.Samples;

/** The load: wrk, with a thread for each connection, so that each keeps what a browser keeps. */
final class Driver {

    private final RunningAms house;
    private final People people;
    private final Path folder;
    private final Path script;

    Driver(RunningAms house, People people, Path folder) throws IOException {
        this.house = house;
        this.people = people;
        this.folder = folder;
        this.script = folder.resolve("load.lua");
        try (InputStream in = Driver.class.getResourceAsStream("/bench/load.lua")) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    Measured load(Thing thing, int connections, int seconds) throws IOException, InterruptedException {
        return load(thing, connections, seconds, 0);
    }

    /** @param pause milliseconds before each request */
    Measured load(Thing thing, int connections, int seconds, int pause) throws IOException, InterruptedException {
        Path file = people.file(thing, connections);
        String number = Integer.toString(connections);
        Duration before = processor();
        List<String> printed = Tool.run(
                List.of(
                        "wrk",
                        "-t" + number,
                        "-c" + number,
                        "-d" + seconds + "s",
                        "--timeout",
                        "30s",
                        "-s",
                        script.toString(),
                        house.baseUrl(),
                        "--",
                        thing.script(),
                        file.toString(),
                        thing == Thing.SIGN_IN_FAILED ? "wrong-Lantern-26" : Samples.PASSWORD,
                        String.join(",", people.words(thing)),
                        number,
                        Integer.toString(pause)),
                Map.of(),
                folder);
        if (thing == Thing.SIGN_IN || thing == Thing.SIGN_IN_FAILED) {
            people.haveGone();
        }
        printed.stream().filter(line -> line.startsWith("bench: ")).forEach(System.err::println);
        return Measured.read(printed, processor().minus(before).toNanos() / 1e9, house.memoryNow() / 1024.0);
    }

    private Duration processor() {
        return house.server().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
