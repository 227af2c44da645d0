package net.korax.ams.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import net.korax.ams.launcher.RunningAms;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The running house and the browser, started at the first test that asks for them and stopped after the last. Tests take it as a
 * parameter.
 */
final class House implements AutoCloseable {

    static final String PASSWORD = "harbour-Lantern-26";
    static final String MICRO = "payara-micro";
    private static final String CHROMIUM = System.getProperty("ams.chromium", "/usr/bin/chromium");

    /** Which server runs the EAR, Payara Micro on the Java of the tests unless told; and a port for monitors. */
    private static final Map<String, String> SERVER = Map.of(
            "AMS_SERVER", System.getProperty("ams.server", ""),
            "AMS_SERVER_JAVA", System.getProperty("ams.server.java", ""),
            "AMS_OPS_PORT", Integer.toString(SecondHouse.free()));

    /** Hands the house to tests. */
    static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == House.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(House.class, type -> open(), House.class);
        }

        /** Without a browser there is nothing to see: a build server must have one, a developer may go without. */
        private static House open() {
            if (!Files.isExecutable(Path.of(CHROMIUM))) {
                String advice =
                        "There is no browser at " + CHROMIUM + "; install Chromium or name another by -Dams.chromium.";
                assumeTrue("true".equals(System.getenv("CI")), advice);
                throw new AssertionError(advice);
            }
            return new House();
        }
    }

    private final Path project;
    private final RunningAms ams;
    private final Playwright playwright;
    private final Browser browser;
    private List<Pages.Opening> openings;
    private final Map<String, String> staffSessions = new ConcurrentHashMap<>();
    private final Map<String, Instant> staffSeen = new ConcurrentHashMap<>();

    private House() {
        Logger.getLogger("").setLevel(Level.WARNING);
        project = Path.of(System.getProperty("ams.project", "..")).toAbsolutePath();
        Path home = project.resolve("ear").resolve("target").resolve("house");
        delete(home);
        ams = RunningAms.start(home, project, SERVER);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(CHROMIUM))
                        .setHeadless(true)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** The sources of the pages, to find each of them. */
    Path webapp() {
        return project.resolve("web-jsf/src/main/webapp");
    }

    /** Which server runs the EAR, as {@code ./ams matrix} calls it. */
    String runsOn() {
        return SERVER.get("AMS_SERVER").isEmpty() ? MICRO : SERVER.get("AMS_SERVER");
    }

    /** The address for monitors, without a slash at its end. */
    String watch() {
        return "http://127.0.0.1:" + SERVER.get("AMS_OPS_PORT");
    }

    Path project() {
        return project;
    }

    RunningAms ams() {
        return ams;
    }

    Mails mails() {
        return new Mails(ams.mails());
    }

    Stores stores() {
        return new Stores(ams);
    }

    /** A browser window of somebody who has not been here before, 1280 wide, in English. */
    Visit visit() {
        return visit(1280, "en-GB");
    }

    Visit visit(int width, String locale) {
        return visit(width, locale, ams.baseUrl(), null);
    }

    /** As {@link #visit()}, to another house. */
    Visit visitAt(String baseUrl) {
        return visit(1280, "en-GB", baseUrl, null);
    }

    private Visit visit(int width, String locale, String baseUrl, String session) {
        Browser.NewContextOptions window = new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setViewportSize(width, 900)
                .setLocale(locale)
                .setBaseURL(baseUrl);
        return new Visit(browser.newContext(session == null ? window : window.setStorageState(session)), width);
    }

    /** Somebody who keeps no cookies. */
    Visit visitWithoutCookies() {
        Visit visit = visit();
        visit.refuseCookies();
        return visit;
    }

    /** A sample customer, signed in. */
    Visit customer(String name) {
        return customer(name, 1280, "en-GB");
    }

    Visit customer(String name, int width, String locale) {
        Visit visit = visit(width, locale);
        visit.signIn(name, PASSWORD);
        return visit;
    }

    /** A member of staff, signed in once a run with a code, which can be used but once; later visits share the session. */
    Visit staff(String name) {
        return staff(name, 1280, "en-GB");
    }

    Visit staff(String name, int width, String locale) {
        Instant seen = staffSeen.put(name, Instant.now());
        // The house ends a session that nobody has used for a quarter of an hour.
        if (seen != null && seen.isBefore(Instant.now().minus(Duration.ofMinutes(10)))) {
            staffSessions.remove(name);
        }
        String session = staffSessions.computeIfAbsent(name, this::signInStaff);
        return visit(width, locale, ams.baseUrl(), session);
    }

    /** Whoever opens a page, see {@link Pages.Opening}. */
    Visit as(String who, int width, String locale) {
        if (who.isEmpty()) {
            return visit(width, locale);
        }
        return Pages.CUSTOMER.equals(who) ? customer(who, width, locale) : staff(who, width, locale);
    }

    /** An opening of each page, found once a run. */
    List<Pages.Opening> openings() {
        if (openings == null) {
            openings = Pages.openings(this);
        }
        return openings;
    }

    /** The lines of all log files in which one of the texts stands. */
    List<String> linesOfLogs(List<String> texts) {
        try (Stream<Path> files = Files.list(ams.log().getParent())) {
            return files.flatMap(House::lines)
                    .filter(line -> texts.stream().anyMatch(line::contains))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of the house that hold one of the texts; programs, mails that were sent and the write-ahead log aside. */
    List<String> filesWith(List<String> texts) {
        Path home = ams.home();
        List<Path> aside =
                List.of(ams.mails(), home.resolve("bin"), home.resolve("data").resolve("pg_wal"));
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(home, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }

                /** A database removes files of its own. */
                @Override
                public FileVisitResult visitFileFailed(Path gone, IOException why) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream()
                .filter(file -> Files.isRegularFile(file)
                        && !file.toString().endsWith(".jar")
                        && aside.stream().noneMatch(file::startsWith))
                .flatMap(file -> {
                    String bytes = bytes(file);
                    return texts.stream()
                            .filter(text -> bytes.contains(
                                    new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)))
                            .map(text -> home.relativize(file) + ": " + text);
                })
                .toList();
    }

    /** Of a file that has gone meanwhile nothing. */
    private static String bytes(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
                    .map(line -> new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's own process. */
    ProcessHandle server() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java")
                        && process.info()
                                .commandLine()
                                .orElse("")
                                .contains(ams.home().toString()))
                .findFirst()
                .orElseThrow();
    }

    private String signInStaff(String name) {
        Visit visit = visit();
        visit.signInStaff(name);
        String state = visit.storageState();
        visit.closeWindowOnly();
        return state;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        ams.close();
        note(ams.restore());
    }

    /** What {@code ./ams matrix} says of the server besides the tests. */
    private void note(List<String> notRestored) {
        if (!notRestored.isEmpty()) {
            System.err.println("not as before: " + notRestored);
        }
        try {
            Path ear = project.resolve("ear/target/ams.ear");
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(ear));
            Files.writeString(
                    ear.resolveSibling("server.properties"),
                    String.join(
                            "\n",
                            "sha256=" + HexFormat.of().formatHex(sum),
                            "java=" + ams.java(),
                            "firstPage=" + ams.startedAfter().toSeconds() + " s",
                            "memory=" + ams.memory() / 1024 + " MiB",
                            "restored=" + (notRestored.isEmpty() ? "yes" : notRestored.size() + " differ"),
                            ""));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
