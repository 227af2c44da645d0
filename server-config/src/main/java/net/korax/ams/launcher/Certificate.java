package net.korax.ams.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A certificate of one's own for {@code localhost}, made once by the JDK's keytool, in a PKCS#12 file. */
final class Certificate {

    private Certificate() {}

    static Path of(Path home, String password) {
        Path file = home.resolve("keys").resolve("tls.p12");
        if (Files.exists(file)) {
            return file;
        }
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new Failure("No certificate can be made in " + file.getParent() + ": " + Secrets.reason(e) + ".", e);
        }
        try {
            ProcessBuilder command = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "ams",
                            "-keyalg",
                            "EC",
                            "-groupname",
                            "secp256r1",
                            "-validity",
                            "825",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass:env",
                            "AMS_TLS_PASSWORD"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            command.environment().put("AMS_TLS_PASSWORD", password);
            Process keytool = command.start();
            if (keytool.waitFor() != 0) {
                throw new Failure("keytool could not make a certificate in " + file + ".");
            }
            return file;
        } catch (IOException e) {
            throw new Failure("keytool of this JDK could not be started.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted.", e);
        }
    }
}
