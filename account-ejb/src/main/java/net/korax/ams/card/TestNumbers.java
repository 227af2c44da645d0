package net.korax.ams.card;

import java.util.List;
import java.util.stream.IntStream;
import net.korax.ams.shared.Configuration;

/**
 * The numbers that schemes and processors publish for trying things out. They pass every check of a card number and pay for
 * nothing, so a house in earnest takes none of them: only the demonstration profile does, and an installation that says so
 * with {@code ams.card.test-numbers=allowed}, such as a rehearsal before the first customer.
 */
final class TestNumbers {

    private static final List<String> PUBLISHED = List.of(
            "4111111111111111",
            "4012888888881881",
            "4222222222222",
            "4242424242424242",
            "4000000000000002",
            "4000000000000069",
            "4000000000000077",
            "4000000000000119",
            "4000000000000127",
            "4000000000000259",
            "4000000000000341",
            "4000000000009995",
            "4000000000000000006",
            "4000002500003155",
            "4000056655665556",
            "5555555555554444",
            "5105105105105100",
            "5200828282828210",
            "5454545454545454",
            "2223003122003222",
            "378282246310005",
            "371449635398431",
            "378734493671000",
            "6011111111111117",
            "6011000990139424",
            "6011981111111113",
            "30569309025904",
            "3056930009020004",
            "38520000023237",
            "36227206271667",
            "3530111333300000",
            "3566002020360505",
            "6200000000000005",
            "6200000000000047",
            "6205500000000000004",
            "6759649826438453");

    private TestNumbers() {}

    /** Whether this installation takes them. */
    static boolean allowed() {
        return Configuration.demo()
                || Configuration.get("ams.card.test-numbers")
                        .filter("allowed"::equals)
                        .isPresent();
    }

    /** @param digits values 0 to 9 */
    static boolean contain(byte[] digits) {
        return PUBLISHED.stream().anyMatch(number -> isSame(number, digits));
    }

    private static boolean isSame(String number, byte[] digits) {
        return number.length() == digits.length
                && IntStream.range(0, digits.length).allMatch(index -> number.charAt(index) - '0' == digits[index]);
    }

    static List<String> published() {
        return PUBLISHED;
    }
}
