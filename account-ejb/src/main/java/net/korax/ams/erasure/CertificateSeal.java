package net.korax.ams.erasure;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.korax.ams.vault.DerivedKeyPair;
import net.korax.ams.vault.KeyPurpose;
import net.korax.ams.vault.KeyRing;
import net.korax.ams.vault.Keys;

/** The only door from {@code erasure} to the vault: signing certificates, and knowing our signature again. */
final class CertificateSeal {

    private final DerivedKeyPair pair;

    private CertificateSeal(DerivedKeyPair pair) {
        this.pair = pair;
    }

    /** Of the newest key; made from it anew each time. */
    static CertificateSeal newest() {
        KeyRing ring = Keys.house();
        return new CertificateSeal(
                DerivedKeyPair.of(ring, KeyPurpose.CERTIFICATE, ring.macVersion(KeyPurpose.CERTIFICATE)));
    }

    /** The signature of a text, in base64. */
    String sign(String text) {
        return Base64.getEncoder().encodeToString(pair.sign(bytes(text)));
    }

    /** The public half, in base64. */
    String publicKey() {
        return Base64.getEncoder().encodeToString(pair.publicKey());
    }

    /** Whether any version of the key that this house has had has signed the text. */
    static boolean hasSigned(String text, String signature) {
        byte[] signed;
        try {
            signed = Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException none) {
            return false;
        }
        KeyRing ring = Keys.house();
        return ring.macVersions(KeyPurpose.CERTIFICATE).stream()
                .anyMatch(version ->
                        DerivedKeyPair.of(ring, KeyPurpose.CERTIFICATE, version).hasSigned(bytes(text), signed));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
