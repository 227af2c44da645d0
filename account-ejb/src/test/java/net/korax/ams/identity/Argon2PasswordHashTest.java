package net.korax.ams.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("PCI-8.3.2")
class Argon2PasswordHashTest {

    private final Argon2PasswordHash hashes = hashes(pepper("one"));
    private final char[] password = "violet cart hums".toCharArray();

    @Test
    void hashedPasswordMatches_andNoOther() {
        String stored = hashes.generate(password);
        assertTrue(
                stored.matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"), stored);
        assertTrue(hashes.verify(password, stored));
        assertFalse(hashes.verify("violet cart humS".toCharArray(), stored));
        assertFalse(hashes.verify("violet cart hums ".toCharArray(), stored));
        assertFalse(hashes.verify(new char[0], stored));
        assertEquals("violet cart hums", new String(password), "the caller's array stays");
    }

    @Test
    void samePasswordTwice_hasTwoHashes() {
        assertNotEquals(hashes.generate(password), hashes.generate(password));
    }

    @Test
    void tableWithoutThePepper_cannotBeGuessedAgainst() {
        String stored = hashes.generate(password);
        assertFalse(hashes(pepper("two")).verify(password, stored));
        assertFalse(hashes(UnaryOperator.identity()).verify(password, stored));
    }

    @Test
    void composedAndDecomposedPasswords_differ() {
        assertFalse(hashes.verify("Zoe\u0308-secret".toCharArray(), hashes.generate("Zo\u00EB-secret".toCharArray())));
    }

    @Test
    void unknownUser_matchesNothing() {
        assertFalse(hashes.verify(password, Argon2PasswordHash.UNKNOWN_USER));
        assertFalse(hashes.needsRehash(Argon2PasswordHash.UNKNOWN_USER), "it must cost what a real one costs");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "plain",
                "$2a$10$abcdefghijklmnopqrstuv",
                "$argon2i$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=999999,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=8,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA"
            })
    void storedTextThatIsNoHash_matchesNothingAndIsReplaced(String stored) {
        assertFalse(hashes.verify(password, stored));
        assertTrue(hashes.needsRehash(stored));
    }

    @Test
    void hashWithOlderParameters_isReplaced() {
        String today = hashes.generate(password);
        assertFalse(hashes.needsRehash(today));
        assertTrue(hashes.needsRehash(today.replace("m=19456", "m=12288")));
        assertTrue(hashes.needsRehash(today.replace("t=2", "t=3")));
    }

    /** The reference implementation: echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 -l 32 (version 13). */
    @Test
    void argon2idIsTheReferenceOne() {
        byte[] out = new byte[32];
        Argon2PasswordHash.argon2id(
                "password".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                "somesalt".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                new Argon2PasswordHash.Cost(65536, 2, 1),
                out);
        assertEquals(
                "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
                HexFormat.of().formatHex(out));
    }

    private static Argon2PasswordHash hashes(UnaryOperator<byte[]> pepper) {
        return new Argon2PasswordHash(pepper, new Argon2PasswordHash.Cost(19456, 2, 1));
    }

    private static UnaryOperator<byte[]> pepper(String key) {
        return tag -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key.getBytes(java.nio.charset.StandardCharsets.US_ASCII), "HmacSHA256"));
                return mac.doFinal(tag);
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException(failure);
            }
        };
    }
}
