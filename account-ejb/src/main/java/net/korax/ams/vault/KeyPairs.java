package net.korax.ams.vault;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;

/**
 * Makes key pairs of {@link SigningKeys} in a store. A {@link KeyStore} keeps a private key only beside a certificate, and the JDK offers
 * no way to make one; this one says nothing but the alias, is signed by the key itself, never ends, and is trusted by nobody.
 */
final class KeyPairs {

    /** ecdsa-with-SHA256 (RFC 5758), then the name CN (RFC 5280), as object identifiers. */
    private static final byte[] ECDSA_WITH_SHA256 = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 4, 3, 2};

    private static final byte[] COMMON_NAME = {0x55, 4, 3};

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 2;
    private static final int BIT_STRING = 3;
    private static final int OBJECT_IDENTIFIER = 6;
    private static final int UTF8_STRING = 12;
    private static final int UTC_TIME = 23;
    private static final int GENERALIZED_TIME = 24;

    private KeyPairs() {}

    /**
     * @param token the provider of a token; null for a file
     * @param password of the entry; null for a token
     */
    static void put(KeyStore store, Provider token, String alias, char[] password) throws GeneralSecurityException {
        KeyPairGenerator generator =
                token == null ? KeyPairGenerator.getInstance("EC") : KeyPairGenerator.getInstance("EC", token);
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        store.setKeyEntry(alias, pair.getPrivate(), password, new Certificate[] {certificate(pair, token, alias)});
    }

    private static Certificate certificate(KeyPair pair, Provider token, String alias) throws GeneralSecurityException {
        byte[] algorithm = der(SEQUENCE, der(OBJECT_IDENTIFIER, ECDSA_WITH_SHA256));
        byte[] name = der(
                SEQUENCE, der(SET, der(SEQUENCE, der(OBJECT_IDENTIFIER, COMMON_NAME), der(UTF8_STRING, ascii(alias)))));
        byte[] ever =
                der(SEQUENCE, der(UTC_TIME, ascii("000101000000Z")), der(GENERALIZED_TIME, ascii("99991231235959Z")));
        byte[] signed = der(
                SEQUENCE,
                der(INTEGER, new byte[] {1}),
                algorithm,
                name,
                ever,
                name,
                pair.getPublic().getEncoded());
        Signature signature = token == null
                ? Signature.getInstance(SigningKeys.ALGORITHM)
                : Signature.getInstance(SigningKeys.ALGORITHM, token);
        signature.initSign(pair.getPrivate());
        signature.update(signed);
        byte[] bits = der(BIT_STRING, new byte[] {0}, signature.sign());
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der(SEQUENCE, signed, algorithm, bits)));
    }

    /** A tag, the length of what follows in the definite form of X.690, and the parts. */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length > 0xff) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length > 0x7f) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
