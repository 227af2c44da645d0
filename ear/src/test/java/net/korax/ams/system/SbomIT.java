package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bill of materials beside the EAR, against the bytes that are in it. */
class SbomIT {

    private static final Path PROJECT = Path.of(System.getProperty("ams.project"));
    private static final Path BILL = PROJECT.resolve("target").resolve("ams-sbom.json");
    private static final String OURS = "pkg:maven/net.korax.ams/";

    /** Of which the EAR has a part, in account-ejb.jar. */
    private static final String IN_PART = "pkg:maven/org.bouncycastle/bcprov-jdk18on@";

    private static JsonNode bill;

    @BeforeAll
    static void read() throws IOException {
        bill = new ObjectMapper().readTree(Files.readAllBytes(BILL));
    }

    @Test
    void everyLibraryOfTheEar_isInTheBill_andNothingElseIs() throws Exception {
        Map<String, String> libraries = new TreeMap<>();
        try (InputStream ear =
                Files.newInputStream(PROJECT.resolve("ear").resolve("target").resolve("ams.ear"))) {
            collect(ear, libraries);
        }
        Map<String, String> billed = new TreeMap<>();
        for (JsonNode component : bill.get("components")) {
            String name = component.get("purl").asText();
            if (!name.startsWith(OURS) && !name.startsWith(IN_PART)) {
                billed.put(sha256(component), name);
            }
        }
        assertTrue(libraries.size() > 20, libraries.toString());
        assertEquals(
                new TreeSet<>(libraries.keySet()), new TreeSet<>(billed.keySet()), () -> libraries + "\n" + billed);
    }

    @Test
    void libraryThatIsThereInPart_isInTheBill_withItsLicence() throws Exception {
        boolean billed = false;
        for (JsonNode component : bill.get("components")) {
            billed |= component.get("purl").asText().startsWith(IN_PART);
        }
        assertTrue(billed, "it has weaknesses of its own");
        try (ZipFile ear = new ZipFile(PROJECT.resolve("ear")
                        .resolve("target")
                        .resolve("ams.ear")
                        .toFile());
                ZipInputStream jar = new ZipInputStream(ear.getInputStream(ear.getEntry("account-ejb.jar")))) {
            TreeSet<String> parts = new TreeSet<>();
            for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
                parts.add(entry.getName());
            }
            assertTrue(parts.contains("org/bouncycastle/crypto/generators/Argon2BytesGenerator.class"));
            assertTrue(parts.contains("org/bouncycastle/LICENSE.md"));
        }
    }

    @Test
    void partsOfOurOwn_areTheThreeThatShip() {
        TreeSet<String> ours = new TreeSet<>();
        bill.get("components").forEach(component -> {
            String name = component.get("purl").asText();
            if (name.startsWith(OURS)) {
                ours.add(name.substring(OURS.length()).replaceFirst("@.*", ""));
            }
        });
        assertEquals("[account-ejb, ear, web-jsf]", ours.toString());
    }

    @Test
    void everyLibrary_hasALicence() {
        for (JsonNode component : bill.get("components")) {
            assertTrue(
                    component.path("licenses").size() > 0, component.get("purl").asText());
        }
    }

    @Test
    void bill_isTheSameForTheSameSources() {
        assertFalse(bill.get("metadata").has("timestamp"), "the moment of the build is no property of what was built");
        assertTrue(bill.toString().contains("\"cdx:reproducible\",\"value\":\"enabled\""));
    }

    /** The libraries of an archive and of the web archive in it by their hashes; what is of our own is left out. */
    private static void collect(InputStream archive, Map<String, String> libraries)
            throws IOException, GeneralSecurityException {
        ZipInputStream zip = new ZipInputStream(archive);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String name = entry.getName();
            if (name.matches("(WEB-INF/)?lib/[^/]+\\.jar")) {
                libraries.put(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(zip.readAllBytes())),
                        name);
            } else if (name.endsWith(".war")) {
                collect(new ByteArrayInputStream(zip.readAllBytes()), libraries);
            }
        }
    }

    private static String sha256(JsonNode component) {
        for (JsonNode hash : component.get("hashes")) {
            if (hash.get("alg").asText().equals("SHA-256")) {
                return hash.get("content").asText();
            }
        }
        throw new AssertionError(component + " has no hash");
    }
}
