package net.korax.ams.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.korax.ams.bench.Figure;

/**
 * How long the house takes to its first page, and what it holds of the machine's memory then, beside the bare server with an archive of one Faces page: one
 * after the other, in turns, because a machine is not as fast from one minute to the next.
 */
final class ColdStart {

    private static final int IDLE_SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double MOST_TIME = 1.2;
    private static final double MOST_MEMORY = 1.15;
    private static final double MOST_EAR = 15;

    /** What Keycloak takes on a quiet machine of this kind. */
    private static final double MOST_SECONDS = 12.6;

    private static final String PAGE = "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:h=\"jakarta.faces.html\">"
            + "<h:head><title>One page</title></h:head><h:body><p>#{1 + 1}</p></h:body></html>";

    private final Settings settings;
    private final PrintStream out;

    ColdStart(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    private record Start(double seconds, double megabytes) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f s, %.0f MB", seconds, megabytes);
        }
    }

    List<Figure> measure(int rounds) throws IOException, InterruptedException {
        Path war = onePage(settings.home().resolve("one.war"));
        List<Start> bare = new ArrayList<>();
        List<Start> house = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            bare.add(bare(war));
            house.add(house());
            out.println("  start, round " + round + ": " + house.get(round - 1) + ", bare " + bare.get(round - 1));
        }
        double megabytes =
                Files.size(settings.project().resolve("ear").resolve("target").resolve("ams.ear")) / 1e6;
        List<Figure> figures = List.of(
                compared("Start to the first page", "s", median(house, Start::seconds), median(bare, Start::seconds))
                        .wanted(
                                median(house, Start::seconds) <= MOST_TIME * median(bare, Start::seconds)
                                        && median(house, Start::seconds) < MOST_SECONDS,
                                "at most %.2f of the bare server, and less than %.1f s",
                                MOST_TIME,
                                MOST_SECONDS),
                compared(
                                "Resident memory at rest",
                                "MB",
                                median(house, Start::megabytes),
                                median(bare, Start::megabytes))
                        .wanted(
                                median(house, Start::megabytes) <= MOST_MEMORY * median(bare, Start::megabytes),
                                "at most %.2f of the bare server",
                                MOST_MEMORY),
                Figure.of("ams.ear", "%.1f MB", megabytes).wanted(megabytes <= MOST_EAR, "at most %.0f MB", MOST_EAR));
        figures.forEach(figure -> out.println(figure.line()));
        return figures;
    }

    private static Figure compared(String what, String unit, double house, double bare) {
        return Figure.of(what, "%.1f %s, bare server %.1f %s: %.2f", house, unit, bare, unit, house / bare);
    }

    private Start house() throws InterruptedException {
        try (RunningAms house = RunningAms.start(settings, step -> {})) {
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            return new Start(
                    house.startedAfter().toMillis() / 1000.0,
                    ServerProcess.resident(house.server().pid()) / 1024.0);
        }
    }

    private Start bare(Path war) throws IOException, InterruptedException {
        int port = Ports.free();
        Path micro = settings.project()
                .resolve("server-config")
                .resolve("target")
                .resolve("payara")
                .resolve("payara-micro.jar");
        long begun = System.nanoTime();
        Process server = new ProcessBuilder(
                        settings.serverJava().resolve("bin").resolve("java").toString(),
                        "-Xmx1g",
                        "-jar",
                        micro.toString(),
                        "--nohazelcast",
                        "--nohostaware",
                        "--disablephonehome",
                        "--port",
                        Integer.toString(port),
                        "--deploy",
                        war.toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        settings.home().resolve("log").resolve("bare.log").toFile())
                .start();
        try {
            URI page = URI.create("http://127.0.0.1:" + port + "/one/index.xhtml");
            while (!isThere(page)) {
                if (!server.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IOException("the bare server does not show its page; see bare.log");
                }
                Thread.sleep(100);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            return new Start(seconds, ServerProcess.resident(server.pid()) / 1024.0);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static boolean isThere(URI page) {
        try {
            HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
            connection.setReadTimeout(30_000);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Path onePage(Path war) throws IOException {
        Files.createDirectories(war.getParent());
        try (OutputStream file = Files.newOutputStream(war);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            put(zip, "index.xhtml", PAGE);
            // Without it the server has no CDI for this archive, which Faces wants.
            put(
                    zip,
                    "WEB-INF/beans.xml",
                    "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\" bean-discovery-mode=\"annotated\"/>");
            put(
                    zip,
                    "WEB-INF/web.xml",
                    "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\"><servlet><servlet-name>faces</servlet-name>"
                            + "<servlet-class>jakarta.faces.webapp.FacesServlet</servlet-class></servlet><servlet-mapping>"
                            + "<servlet-name>faces</servlet-name><url-pattern>*.xhtml</url-pattern></servlet-mapping></web-app>");
        }
        return war;
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static double median(List<Start> all, ToDoubleFunction<Start> of) {
        double[] sorted = all.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
