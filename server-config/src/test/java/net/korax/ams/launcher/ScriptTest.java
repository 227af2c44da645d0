package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./ams} says on a machine that lacks something: one sentence, exit code 1. */
class ScriptTest {

    private static final String JAVA_17 = "echo 'openjdk version \"17.0.1\" 2021-10-19' >&2";
    private static final String MAVEN = "echo 'Apache Maven 3.9.9 (x)'";

    @TempDir
    private Path machine;

    private Path path;

    @BeforeEach
    void layOut() throws IOException {
        path = Files.createDirectories(machine.resolve("bin"));
        for (String tool :
                List.of("bash", "cat", "sed", "head", "tail", "dirname", "find", "mkdir", "grep", "sleep", "touch")) {
            Files.createSymbolicLink(path.resolve(tool), find(tool));
        }
        Path project = Files.createDirectories(machine.resolve("project"));
        Files.copy(Path.of("..", "ams"), project.resolve("ams"));
        Files.setPosixFilePermissions(project.resolve("ams"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
    }

    @Test
    void withoutJava() throws Exception {
        assertRefused(
                "ams: a JDK 17 or newer is needed, and there is no java on the path; install one or set JAVA_HOME.",
                run("run"));
    }

    @Test
    void withAnOldJava() throws Exception {
        programme("java", "echo 'java version \"1.8.0_402\"' >&2");
        assertRefused(
                "ams: a JDK 17 or newer is needed, this java is version 1; set JAVA_HOME to a newer one.", run("run"));
    }

    @Test
    void withAJavaThatSaysNothing() throws Exception {
        programme("java", "exit 1");
        assertRefused(
                "ams: a JDK 17 or newer is needed, this java is version unknown; set JAVA_HOME to a newer one.",
                run("run"));
    }

    @Test
    void withARuntimeInsteadOfAJdk() throws Exception {
        programme("java", JAVA_17);
        assertRefused("ams: a JDK is needed, this is a Java runtime without a compiler; install a JDK 17.", run("run"));
    }

    @Test
    void withAWrongJavaHome() throws Exception {
        assertRefused(
                "ams: JAVA_HOME names /nowhere, where there is no bin/java; set it to a JDK 17 or newer, or unset it.",
                run(Map.of("JAVA_HOME", "/nowhere"), "run"));
    }

    @Test
    void withoutMaven() throws Exception {
        jdk();
        assertRefused("ams: Maven 3.8 or newer is needed, and there is no mvn on the path.", run("build"));
    }

    @Test
    void withAnOldMaven() throws Exception {
        jdk();
        programme("mvn", "echo 'Apache Maven 3.6.3 (x)'");
        assertRefused("ams: Maven 3.8 or newer is needed, this one is older.", run("build"));
    }

    @Test
    void withABrokenDownload() throws Exception {
        jdk();
        programme(
                "mvn",
                "case $1 in -v) " + MAVEN
                        + ";; *) echo '[ERROR] Failed to execute goal on project account-ejb: Could not"
                        + " transfer artifact org.omnifaces:omnifaces:jar:4.6.5 from/to central: timed out'; exit 1;; esac");
        assertRefused(
                "ams: the download of org.omnifaces:omnifaces:jar:4.6.5 failed; check the network and run ./ams again"
                        + " (details in target/build.log).",
                run("build"));
    }

    @Test
    void withAnErrorInTheSources() throws Exception {
        jdk();
        programme("mvn", "case $1 in -v) " + MAVEN + ";; *) echo '[ERROR] COMPILATION ERROR : '; exit 1;; esac");
        assertRefused("ams: the build failed: COMPILATION ERROR :  (details in target/build.log).", run("build"));
    }

    @Test
    void matrixOfAServerThatIsNotKnown() throws Exception {
        assertRefused(
                "ams: there is no server \"tomcat\"; there are: payara-micro payara-server glassfish wildfly openliberty.",
                run("matrix", "wildfly", "tomcat"));
    }

    @Test
    void matrixOnAJavaThatIsNotThere() throws Exception {
        assertRefused(
                "ams: --java needs the home of a Java, with a bin/java in it.", run("matrix", "--java", "/nowhere"));
        assertRefused("ams: --java needs the home of a Java, with a bin/java in it.", run("matrix", "--java"));
    }

    @Test
    void unknownCommand_showsTheHelp() throws Exception {
        Answer answer = run("fly");
        assertEquals(2, answer.code());
        assertTrue(answer.said().startsWith("ams: there is no command \"fly\"."), answer.said());
        assertTrue(answer.said().contains("Usage: ./ams COMMAND"), answer.said());
    }

    private record Answer(int code, String said) {}

    private static void assertRefused(String sentence, Answer answer) {
        assertEquals(sentence, answer.said().strip());
        assertEquals(1, answer.code());
    }

    private Answer run(String... command) throws IOException, InterruptedException {
        return run(Map.of(), command);
    }

    private Answer run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path said = machine.resolve("said");
        ProcessBuilder builder =
                new ProcessBuilder(machine.resolve("project").resolve("ams").toString());
        builder.command().addAll(List.of(command));
        builder.environment().clear();
        builder.environment().put("PATH", path.toString());
        builder.environment().putAll(environment);
        builder.redirectError(said.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        int code = builder.start().waitFor();
        return new Answer(code, Files.readString(said));
    }

    private void jdk() throws IOException {
        programme("java", JAVA_17);
        programme("javac", "true");
    }

    private void programme(String name, String text) throws IOException {
        Path file = Files.writeString(path.resolve(name), "#!" + path.resolve("bash") + "\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path find(String tool) {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return Path.of(folder, tool);
            }
        }
        throw new AssertionError("There is no " + tool + " on the path.");
    }
}
