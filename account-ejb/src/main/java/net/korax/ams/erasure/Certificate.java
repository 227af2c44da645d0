package net.korax.ams.erasure;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * What a customer gets when his account was erased (P03): every place that was searched, with the rows about him before and after. It names
 * the account by its opaque id and holds nothing of the person, so it may be shown to anybody. Signed with Ed25519 (RFC 8032); whoever
 * has the public key of the house can check it without asking us.
 *
 * @param places every table of the three stores, in the order of their names
 * @param json the certificate as it is given away: {@code certificate}, what is signed; {@code key}, {@code signature}
 */
public record Certificate(
        UUID id, UUID account, Instant requestedAt, Instant finishedAt, List<Place> places, String json) {

    private static final String TYPE = "korax-ams/erasure/1";
    private static final int LONGEST = 65_536;

    /** Kept, because the library is looked for among all libraries each time one is made. */
    private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    /** One table, by {@code store.table}, and how many of its rows were about the account. */
    public record Place(String name, long before, long after) {}

    /** Issues the certificate of an erasure that is done. */
    static Certificate issue(Erasure erasure, Map<String, Long> before, SortedMap<String, Long> after) {
        JsonArrayBuilder places = BUILDERS.createArrayBuilder();
        after.forEach((place, left) -> places.add(BUILDERS.createObjectBuilder()
                .add("place", place)
                .add("before", before.getOrDefault(place, 0L))
                .add("after", left)));
        JsonObject told = BUILDERS.createObjectBuilder()
                .add("type", TYPE)
                .add("id", erasure.getCertificateId().toString())
                .add("account", erasure.getAccountId().toString())
                .add("requested", seconds(erasure.getRequestedAt()))
                .add("finished", seconds(Time.now()))
                .add("places", places)
                .build();
        CertificateSeal seal = CertificateSeal.newest();
        JsonObjectBuilder signed = BUILDERS.createObjectBuilder()
                .add("certificate", told)
                .add("algorithm", "Ed25519")
                .add("key", seal.publicKey())
                .add("signature", seal.sign(told.toString()));
        return read(signed.build());
    }

    /** What somebody shows us; empty unless every sign of it is ours. Spaces and line ends between the signs do not matter. */
    static Optional<Certificate> genuine(String shown) {
        if (shown == null || shown.length() > LONGEST) {
            return Optional.empty();
        }
        try (JsonReader reader = READERS.createReader(new StringReader(shown))) {
            JsonObject signed = reader.readObject();
            boolean ours = CertificateSeal.hasSigned(
                    signed.getJsonObject("certificate").toString(), signed.getString("signature"));
            return ours ? Optional.of(read(signed)) : Optional.empty();
        } catch (JsonException
                | NullPointerException
                | ClassCastException
                | IllegalArgumentException
                | DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** Of a certificate that we have kept ourselves. */
    static Certificate kept(String json) {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            return read(reader.readObject());
        }
    }

    private static Certificate read(JsonObject signed) {
        JsonObject told = signed.getJsonObject("certificate");
        return new Certificate(
                UUID.fromString(told.getString("id")),
                UUID.fromString(told.getString("account")),
                Instant.parse(told.getString("requested")),
                Instant.parse(told.getString("finished")),
                told.getJsonArray("places").getValuesAs(JsonObject.class).stream()
                        .map(place -> new Place(
                                place.getString("place"),
                                place.getJsonNumber("before").longValueExact(),
                                place.getJsonNumber("after").longValueExact()))
                        .toList(),
                signed.toString());
    }

    /** SHA-256 of what was signed, in hexadecimal: what a printed certificate is compared by. */
    public String fingerprint() {
        try (JsonReader reader = READERS.createReader(new StringReader(json))) {
            byte[] told =
                    reader.readObject().getJsonObject("certificate").toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(told));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Rows that were about the account and are gone; what stays, or moves within the trail, is not counted. */
    public long removed() {
        return places.stream()
                .filter(place -> !DataMap.stays(place.name()))
                .mapToLong(place -> place.before() - place.after())
                .sum();
    }

    /** Places in which something stays: the tombstone, and the trail with its opaque ids. */
    public List<Place> staying() {
        return places.stream().filter(place -> place.after() > 0).toList();
    }

    private static String seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
