package net.korax.ams.logging;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number of the request that this thread serves. It stands in the answer, on a page that tells of a fault, and in each line of the
 * log that was written meanwhile; it is drawn by chance and says nothing of who asked.
 */
public final class RequestNumber {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int LENGTH = 8;

    private static final Pattern OURS = Pattern.compile("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}");

    /** A UUID or the same digits without dashes, as proxies draw them; whatever else they write may tell of an address. */
    private static final Pattern OF_A_PROXY = Pattern.compile("[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}");

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private RequestNumber() {}

    /** Eight signs that cannot be misread, as {@code 7KQF-M2ZX}. */
    public static String fresh() {
        StringBuilder number = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i == LENGTH / 2) {
                number.append('-');
            }
            number.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return number.toString();
    }

    /** Whether a text can be the number of a request: one of ours, or one that a proxy has drawn. */
    public static boolean isOne(String text) {
        return text != null
                && (OURS.matcher(text).matches() || OF_A_PROXY.matcher(text).matches());
    }

    /** Whether a proxy has drawn it by chance. */
    public static boolean isOfAProxy(String text) {
        return text != null && OF_A_PROXY.matcher(text).matches();
    }

    /** From now on this thread serves the request of this number. */
    public static void begin(String number) {
        CURRENT.set(number);
    }

    public static void end() {
        CURRENT.remove();
    }

    /** Empty for what the house does by itself. */
    public static Optional<String> current() {
        return Optional.ofNullable(CURRENT.get());
    }
}
