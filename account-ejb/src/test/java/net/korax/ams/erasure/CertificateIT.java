package net.korax.ams.erasure;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Stores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P03: whoever has closed his account gets a certificate that names each place searched, and anybody can check it. */
@Tag("P03")
class CertificateIT extends ContainerTest {

    @Inject
    private ErasureService erasures;

    @Inject
    private ErasureLedger ledger;

    @Test
    void certificate_namesEveryTableAndCountsBeforeAndAfter() throws Exception {
        Customer anna = Customer.company();
        anna.addCard(Customer.VISA);
        Certificate certificate = erasures.certificate(anna.close()).orElseThrow();

        Set<String> tables = new TreeSet<>();
        for (String store : Stores.ALL) {
            Stores.tables(store).forEach(table -> tables.add(store + "." + table));
        }
        Map<String, Certificate.Place> places = new HashMap<>();
        certificate.places().forEach(place -> places.put(place.name(), place));
        assertEquals(tables, new TreeSet<>(places.keySet()));
        for (String held : List.of(
                "core.app_user",
                "core.visit",
                "person.account_holder",
                "person.contact_person",
                "person.contact_person_role",
                "person.person_key",
                "person.search_token",
                "vault.card",
                "vault.card_key",
                "vault.custody_entry")) {
            assertTrue(places.get(held).before() > 0, held);
            assertEquals(0, places.get(held).after(), held);
        }
        assertEquals(
                Set.of(),
                Set.copyOf(certificate.staying().stream()
                        .map(Certificate.Place::name)
                        .filter(place -> !DataMap.stays(place))
                        .toList()));
        assertTrue(certificate.removed() > 10, certificate.json());
        assertEquals(anna.account(), certificate.account());
    }

    @Test
    void certificate_saysNothingOfThePerson() throws Exception {
        Customer anna = Customer.company();
        String json = erasures.certificate(anna.close()).orElseThrow().json();
        for (String personal : List.of(anna.number(), anna.email(), anna.user().toString())) {
            assertFalse(json.contains(personal), personal);
        }
    }

    @Test
    void certificateShown_isGenuineWithOtherSpacesAndByItsFingerprint() throws Exception {
        Certificate certificate =
                erasures.certificate(Customer.company().close()).orElseThrow();
        for (String shown : List.of(
                certificate.json(),
                certificate.json().replace(",", " ,\n\t"),
                certificate.fingerprint(),
                " "
                        + certificate
                                .fingerprint()
                                .toUpperCase(java.util.Locale.ROOT)
                                .replaceAll("(.{4})", "$1 "))) {
            assertEquals(Optional.of(certificate.id()), erasures.check(shown).map(Certificate::id), shown);
        }
    }

    @Test
    void certificateWithASignChanged_isNotGenuine() throws Exception {
        Certificate certificate =
                erasures.certificate(Customer.company().close()).orElseThrow();
        String json = certificate.json();
        for (String forged : List.of(
                json.replaceFirst("\"before\":[0-9]+", "\"before\":7777"),
                json.replace(certificate.account().toString(), UUID.randomUUID().toString()),
                json.replaceFirst("\"signature\":\"..", "\"signature\":\"AA"),
                json.replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":\"\""),
                json.replaceFirst("\"signature\":\"[^\"]*\"", "\"signature\":7"),
                json.substring(0, json.length() - 1),
                "{\"certificate\":{}}",
                "{" + "[".repeat(5000),
                "{}",
                "",
                "0".repeat(64),
                "nothing of the kind")) {
            assertTrue(erasures.check(forged).isEmpty(), forged);
        }
        assertTrue(erasures.check(null).isEmpty());
    }

    @Test
    void certificate_canBeCheckedWithoutUs() throws Exception {
        JsonObject signed = Json.createReader(
                        new StringReader(erasures.certificate(Customer.company().close())
                                .orElseThrow()
                                .json()))
                .readObject();
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(signed.getString("key")))));
        check.update(signed.getJsonObject("certificate").toString().getBytes(StandardCharsets.UTF_8));
        assertTrue(check.verify(Base64.getDecoder().decode(signed.getString("signature"))));
    }

    @Test
    void erasureThatLeftSomething_isNotCertified() throws Exception {
        Customer anna = Customer.company();
        // A table that nobody told the eraser of.
        Stores.run(
                "person",
                "create table it_forgotten (id uuid, account_id uuid)",
                "grant select on it_forgotten to ams_person_app",
                "insert into it_forgotten values (gen_random_uuid(), '" + anna.account() + "')");
        try {
            UUID certificate =
                    anna.gets(() -> erasures.closeMine(anna.number())).getCertificateId();
            Patience.until(
                    "an erasure that waits",
                    () -> erasures.progress(certificate).waiting());
            assertEquals(Erasure.Step.CERTIFY, erasures.progress(certificate).step());
            assertTrue(erasures.certificate(certificate).isEmpty());
        } finally {
            Stores.run("person", "drop table it_forgotten");
        }
        Patience.until(
                "the end once it is gone", () -> ledger.get(anna.account()).isFinished());
    }

    @Test
    void idThatNoErasureHas_isNotFound() {
        assertRefused("not-found", () -> erasures.progress(UUID.randomUUID()));
        assertTrue(erasures.certificate(UUID.randomUUID()).isEmpty());
    }

    @Test
    void finishedErasure_keepsNoIdsButItsOwn() throws Exception {
        UUID certificate = Customer.company().close();
        assertEquals(
                1,
                Stores.count(
                        "core",
                        "erasure where certificate_id = '" + certificate
                                + "' and subjects is null and found is null and certificate is not null"));
    }
}
