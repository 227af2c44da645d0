package net.korax.ams.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.korax.ams.launcher.RunningAms;

/** Records what the server does under a load and draws it, for whoever looks for what a thing takes. */
final class Flames {

    private static final int CONNECTIONS = 8;
    private static final String NAME = "name=ams-flames";

    /** As deep as pages are nested; more is cut off at the root, which is what a picture stands on. */
    private static final String DEPTH = "stackdepth=512";

    private final RunningAms house;
    private final Driver driver;
    private final Path folder;

    /** @param folder for recordings */
    Flames(RunningAms house, Driver driver, Path folder) {
        this.house = house;
        this.driver = driver;
        this.folder = folder;
    }

    /** @return the picture */
    String draw(Thing thing, int seconds) throws IOException, InterruptedException {
        Path recording = folder.resolve(thing.name().toLowerCase(Locale.ROOT) + ".jfr");
        Files.deleteIfExists(recording);
        tell("JFR.configure", DEPTH);
        tell("JFR.start", NAME, "settings=profile");
        try {
            driver.load(thing, CONNECTIONS, seconds);
        } finally {
            tell("JFR.stop", NAME, "filename=" + recording);
        }
        return FlameGraph.of(recording).svg(thing.title());
    }

    private void tell(String... words) throws IOException, InterruptedException {
        Tool.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(house.server().pid()),
                        String.join(" ", words)),
                Map.of(),
                folder);
    }
}
