package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process of its own on a machine where something is wrong, and its database on a real PostgreSQL. */
class LauncherIT {

    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void keepQuiet() {
        Quiet.logging();
    }

    @BeforeEach
    void choosePorts() {
        environment.put("AMS_HOME", home.toString());
        environment.put("AMS_PORT", Integer.toString(Ports.free()));
        environment.put("AMS_PG_PORT", Integer.toString(Ports.free()));
        environment.put("AMS_SINK_PORT", Integer.toString(Ports.free()));
    }

    @Test
    void httpsPortInUse() throws Exception {
        try (ServerSocket taken = take("AMS_PORT")) {
            assertRefused("Port " + taken.getLocalPort() + " for HTTPS is in use", "--port");
        }
    }

    @Test
    void databasePortInUse() throws Exception {
        try (ServerSocket taken = take("AMS_PG_PORT")) {
            assertRefused("Port " + taken.getLocalPort() + " for PostgreSQL is in use", "AMS_PG_PORT");
        }
    }

    @Test
    void secondRunOnTheSameHome() throws Exception {
        HomeLock first = HomeLock.hold(home);
        assertRefused("Another ./ams run is using " + home, "AMS_HOME");
        first.close();
    }

    @Test
    void dataOfAnotherPostgres_areLeftAlone() throws Exception {
        Path version = Files.createDirectories(home.resolve("data")).resolve("PG_VERSION");
        Files.writeString(version, "14\n");
        assertRefused("belong to PostgreSQL 14", "pg_upgrade");
        assertEquals("14\n", Files.readString(version));
        try (var files = Files.list(home.resolve("data"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void homeThatIsAFile() throws Exception {
        environment.put("AMS_HOME", Files.createFile(home.resolve("file")).toString());
        assertRefused("cannot be used: a file stands in its place", "AMS_HOME");
    }

    @Test
    void databaseThatDoesNotAnswer() throws Exception {
        environment.put("AMS_DB_HOST", "127.0.0.1");
        environment.put("AMS_DB_PORT", environment.get("AMS_PG_PORT"));
        environment.put("AMS_DB_ADMIN_USER", "postgres");
        assertRefused("no PostgreSQL answers at 127.0.0.1:", "AMS_DB_HOST");
    }

    @Test
    void databaseOfUnknownHost_withoutAnAdministrator() throws Exception {
        environment.put("AMS_DB_HOST", "no-such-host.invalid");
        assertRefused("no PostgreSQL answers at no-such-host.invalid:5432", "AMS_DB_PORT");
    }

    @Test
    void keyStoreThatIsNotThere() throws Exception {
        environment.put("AMS_KEYSTORE_PATH", home.resolve("none.p12").toString());
        assertRefused("is not there or may not be read", "AMS_KEYSTORE_PATH");
    }

    @Test
    void wrongOption() throws Exception {
        Answer answer = run("run", "--colour", "blue");
        assertEquals(
                "ams: There is no option --colour; ./ams help lists them.",
                answer.said().strip());
        assertEquals(1, answer.code());
    }

    @Test
    void wrongPasswords_areToldByRoleAndVariable() {
        int port = Ports.free();
        Secrets secrets = new Secrets(home);
        String admin = secrets.get("admin.password");
        UnaryOperator<String> right = role -> secrets.get(role + ".password");
        EmbeddedDatabase database = EmbeddedDatabase.start(home, port, admin);
        try {
            assertSays(
                    "does not let postgres in",
                    () -> new Databases("127.0.0.1", port, right).create("postgres", "wrong"),
                    "AMS_DB_ADMIN_PASSWORD");
            Databases stores = new Databases("127.0.0.1", port, right);
            stores.create("postgres", admin);
            stores.migrate();
            stores.checkLogIns();
            stores.create("postgres", admin);
            stores.migrate();
            for (String role : List.of("core", "person", "vault")) {
                Databases mistaken =
                        new Databases("127.0.0.1", port, name -> name.equals(role) ? "it's wrong" : right.apply(name));
                assertSays(
                        "does not let ams_" + role + "_app in",
                        mistaken::checkLogIns,
                        "AMS_DB_" + role.toUpperCase(java.util.Locale.ROOT) + "_PASSWORD");
            }
            Databases strange = new Databases("127.0.0.1", port, name -> "it's \"odd\" " + name);
            assertSays("does not let ams_migrator in", strange::migrate, "AMS_DB_MIGRATOR_PASSWORD");
            strange.create("postgres", admin);
            strange.migrate();
            strange.checkLogIns();
        } finally {
            database.close();
        }
    }

    @Test
    void storesOfAnExistingPostgres_areBroughtUpToDate() throws Exception {
        assertTrue(run("migrate").said().contains("AMS_DB_HOST has to name the PostgreSQL"));
        int port = Ports.free();
        Secrets secrets = new Secrets(home);
        String admin = secrets.get("admin.password");
        EmbeddedDatabase database = EmbeddedDatabase.start(home, port, admin);
        try {
            new Databases("127.0.0.1", port, role -> secrets.get(role + ".password")).create("postgres", admin);
            environment.put("AMS_DB_HOST", "127.0.0.1");
            environment.put("AMS_DB_PORT", Integer.toString(port));
            environment.put("AMS_DB_MIGRATOR_PASSWORD", secrets.get("migrator.password"));
            assertEquals(new Answer(0, ""), run("migrate"));
            for (String store : Databases.STORES) {
                try (Connection connection = DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + port + "/ams_" + store, "postgres", admin);
                        ResultSet version = connection.createStatement().executeQuery(Databases.SCHEMA_VERSION)) {
                    assertTrue(version.next());
                    assertEquals(Databases.newestSchema(store), version.getString(1));
                }
            }
        } finally {
            database.close();
        }
    }

    private static void assertSays(String what, Runnable action, String whatToDo) {
        String said = assertThrows(Failure.class, action::run).getMessage();
        assertTrue(said.contains(what), said);
        assertTrue(said.contains(whatToDo), said);
        assertFalse(said.contains("wrong") || said.contains("odd"), said);
    }

    private ServerSocket take(String variable) throws IOException {
        return new ServerSocket(Integer.parseInt(environment.get(variable)), 1, InetAddress.getLoopbackAddress());
    }

    private void assertRefused(String what, String whatToDo) throws IOException, InterruptedException {
        Answer answer = run("run");
        assertEquals(1, answer.said().lines().count(), answer.said());
        assertTrue(answer.said().startsWith("ams: "), answer.said());
        assertTrue(answer.said().contains(what), answer.said());
        assertTrue(answer.said().contains(whatToDo), answer.said());
        assertEquals(1, answer.code());
    }

    private record Answer(int code, String said) {}

    private Answer run(String... arguments) throws IOException, InterruptedException {
        Path said = Files.createTempFile("ams", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Ams.class.getName());
            builder.command().addAll(List.of(arguments));
            builder.environment().keySet().removeIf(name -> name.startsWith("AMS_"));
            builder.environment().putAll(environment);
            builder.redirectError(said.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            int code = builder.start().waitFor();
            return new Answer(code, Files.readString(said));
        } finally {
            Files.delete(said);
        }
    }
}
