package net.korax.ams.container;

import com.upokecenter.cbor.CBORObject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * An authenticator with one key, and the browser before it: answers as WebAuthn has it, and as it must not. What it is told to do wrong it
 * goes on doing.
 */
public final class Authenticator {

    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int WITH_KEY = 0x40;
    private static final int COORDINATE = 32;

    private final KeyPair key;
    private final byte[] id = new byte[COORDINATE];
    private byte[] handle;
    private long count = 1;
    private boolean verified = true;
    private String origin = "https://localhost:8443";
    private String site = "localhost";
    private String format = "none";

    public Authenticator() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        key = generator.generateKeyPair();
        new SecureRandom().nextBytes(id);
    }

    /** Signs with the count that it says next. */
    public Authenticator counting(long next) {
        count = next;
        return this;
    }

    /** Does not look who is there. */
    public Authenticator unverified() {
        verified = false;
        return this;
    }

    /** The page that asks is of another origin. */
    public Authenticator at(String otherOrigin) {
        origin = otherOrigin;
        return this;
    }

    /** The key is for another relying party. */
    public Authenticator of(String otherSite) {
        site = otherSite;
        return this;
    }

    /** Attests in a way that nobody asked for. */
    public Authenticator attesting(String otherFormat) {
        format = otherFormat;
        return this;
    }

    /** Brings somebody else's credential id. */
    public Authenticator withTheIdOf(Authenticator other) {
        System.arraycopy(other.id, 0, id, 0, id.length);
        return this;
    }

    /** Says it is of somebody else. */
    public Authenticator withTheHandleOf(Authenticator other) {
        handle = other.handle;
        return this;
    }

    /** Makes its key known, as {@code navigator.credentials.create} does. */
    public String create(String options) throws GeneralSecurityException {
        JsonObject asked = asked(options);
        handle = decode(asked.getJsonObject("user").getString("id"));
        CBORObject attestation = CBORObject.NewMap()
                .Add("fmt", format)
                .Add("attStmt", CBORObject.NewMap())
                .Add("authData", data(WITH_KEY));
        count++;
        return answer(Json.createObjectBuilder()
                .add("clientDataJSON", encode(client("webauthn.create", asked)))
                .add("attestationObject", encode(attestation.EncodeToBytes()))
                .add("transports", transports()));
    }

    /** Signs, as {@code navigator.credentials.get} does. */
    public String get(String options) throws GeneralSecurityException {
        byte[] client = client("webauthn.get", asked(options));
        byte[] data = data(0);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key.getPrivate());
        signature.update(data);
        signature.update(sha256(client));
        count++;
        return answer(Json.createObjectBuilder()
                .add("clientDataJSON", encode(client))
                .add("authenticatorData", encode(data))
                .add("signature", encode(signature.sign()))
                .add("userHandle", encode(handle)));
    }

    private static JsonObject asked(String options) {
        return Json.createReader(new StringReader(options)).readObject().getJsonObject("publicKey");
    }

    private byte[] client(String type, JsonObject asked) {
        return Json.createObjectBuilder()
                .add("type", type)
                .add("challenge", asked.getString("challenge"))
                .add("origin", origin)
                .add("crossOrigin", false)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] data(int more) throws GeneralSecurityException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(sha256(site.getBytes(StandardCharsets.UTF_8)));
        data.write(PRESENT | (verified ? VERIFIED : 0) | more);
        data.writeBytes(ByteBuffer.allocate(4).putInt((int) count).array());
        if (more == WITH_KEY) {
            data.writeBytes(new byte[16]);
            data.writeBytes(ByteBuffer.allocate(2).putShort((short) id.length).array());
            data.writeBytes(id);
            ECPublicKey known = (ECPublicKey) key.getPublic();
            data.writeBytes(CBORObject.NewOrderedMap()
                    .Add(1, 2)
                    .Add(3, -7)
                    .Add(-1, 1)
                    .Add(-2, coordinate(known.getW().getAffineX()))
                    .Add(-3, coordinate(known.getW().getAffineY()))
                    .EncodeToBytes());
        }
        return data.toByteArray();
    }

    private String answer(JsonObjectBuilder response) {
        return Json.createObjectBuilder()
                .add("id", encode(id))
                .add("rawId", encode(id))
                .add("type", "public-key")
                .add("authenticatorAttachment", "platform")
                .add("clientExtensionResults", Json.createObjectBuilder())
                .add("response", response)
                .build()
                .toString();
    }

    private static JsonArrayBuilder transports() {
        return Json.createArrayBuilder().add("internal").add("hybrid");
    }

    private static byte[] coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[COORDINATE];
        byte[] tail =
                bytes.length > COORDINATE ? Arrays.copyOfRange(bytes, bytes.length - COORDINATE, bytes.length) : bytes;
        System.arraycopy(tail, 0, fixed, COORDINATE - tail.length, tail.length);
        return fixed;
    }

    private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
