package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {

    @TempDir
    private Path home;

    @Test
    void certificateIsForThisMachineAlone_andMadeOnce() throws Exception {
        Path file = Certificate.of(home, "a password");
        byte[] made = Files.readAllBytes(file);
        KeyStore store = KeyStore.getInstance(file.toFile(), "a password".toCharArray());
        X509Certificate certificate = (X509Certificate) store.getCertificate("ams");
        assertEquals("CN=localhost", certificate.getSubjectX500Principal().getName());
        assertEquals(
                List.of("localhost", "127.0.0.1"),
                certificate.getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1))
                        .toList());
        assertEquals("EC", certificate.getPublicKey().getAlgorithm());
        assertArrayEquals(made, Files.readAllBytes(Certificate.of(home, "a password")));
    }

    @Test
    void folderThatCannotBeMade_isASentence() throws IOException {
        Files.createFile(home.resolve("keys"));
        String said = assertThrows(Failure.class, () -> Certificate.of(home, "a password"))
                .getMessage();
        assertTrue(said.contains("certificate") && said.endsWith("."), said);
    }
}
