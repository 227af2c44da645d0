package net.korax.ams.identity;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Codes on paper for whoever has lost the second factor: ten, each of eighty random bits, each good once. The house keeps a keyed
 * fingerprint of each, bound to its owner (ASVS 6.5.2).
 */
final class RecoveryCodes {

    static final int NUMBER = 10;

    private static final int BYTES = 10;
    private static final int SIGNS = 16;
    private static final int GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RecoveryCodes() {}

    /** A new set, written in groups of four. */
    static List<String> draw() {
        return IntStream.range(0, NUMBER).mapToObj(any -> draw1()).toList();
    }

    private static String draw1() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return Totp.base32(random).toLowerCase(Locale.ROOT).replaceAll("(?<=\\G.{" + GROUP + "})(?=.)", "-");
    }

    /** What is stored of a code; case, blanks and dashes do not count. Null when it can be none. */
    static byte[] fingerprint(UUID user, String typed) {
        if (typed == null || typed.length() > 4 * SIGNS) {
            return null;
        }
        String signs = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return signs.length() == SIGNS ? CredentialSeal.fingerprint("recovery", user + " " + signs) : null;
    }
}
