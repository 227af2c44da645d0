package net.korax.ams.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.Signature;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DerivedKeyPairTest {

    private static final HexFormat HEX = HexFormat.of();

    /** RFC 8032, 7.1, TEST 2. */
    @Test
    void pairOfASeed_isTheOneOfTheStandard() throws Exception {
        var pair =
                DerivedKeyPair.pair(HEX.parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
        byte[] encoded = pair.getPublic().getEncoded();
        assertArrayEquals(
                HEX.parseHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
                java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update((byte) 0x72);
        assertArrayEquals(
                HEX.parseHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
                signature.sign());
    }

    @Test
    void signature_holdsForItsTextAloneAndUnderItsKeyAlone() throws Exception {
        KeyRing ring = TestKeys.ring();
        DerivedKeyPair key = DerivedKeyPair.of(ring, KeyPurpose.CERTIFICATE, 1);
        byte[] text = {1, 2, 3};
        byte[] signed = key.sign(text);
        assertTrue(DerivedKeyPair.of(ring, KeyPurpose.CERTIFICATE, 1).hasSigned(text, signed));
        assertFalse(key.hasSigned(new byte[] {1, 2, 4}, signed));
        assertFalse(key.hasSigned(text, new byte[64]));
        assertFalse(key.hasSigned(text, new byte[3]));
        KeyRing another = KeyRing.open(TestKeys.store("test", 50), TestKeys.PASSWORD, "test", KeyDomain.HOUSE);
        assertFalse(DerivedKeyPair.of(another, KeyPurpose.CERTIFICATE, 1).hasSigned(text, signed));
        assertFalse(DerivedKeyPair.of(ring, KeyPurpose.INDEX, 1).hasSigned(text, signed));
    }
}
