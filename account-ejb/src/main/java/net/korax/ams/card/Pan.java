package net.korax.ams.card;

import java.util.Arrays;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.PanShape;

/**
 * A card number on its way into custody. Guarantee: it exists only when it is a valid number of a known scheme; it
 * cannot be serialised, compared by content or printed; {@link #close()} wipes it. Limits: the text that it was read
 * from is a String of the caller and stays until the garbage collector takes it.
 *
 * <p>Held as one byte (0 to 9) a digit. No method outside this package gives a digit away but the last four (P16).
 */
public final class Pan implements AutoCloseable {

    private static final int LONGEST_TYPED = 64;

    private final byte[] digits;
    private final CardBrand brand;
    private boolean closed;

    private Pan(byte[] digits, CardBrand brand) {
        this.digits = digits;
        this.brand = brand;
    }

    /**
     * Reads what people type and paste: digits of any script, with spaces, dashes or dots between groups and invisible
     * signs around.
     *
     * @throws InvalidValue pan.required, pan.characters, pan.length, pan.unknown-brand or pan.luhn, without the number
     */
    public static Pan of(String typed) {
        if (typed == null) {
            throw new InvalidValue("pan.required");
        }
        if (typed.length() > LONGEST_TYPED) {
            throw new InvalidValue("pan.length");
        }
        byte[] digits = new byte[LONGEST_TYPED];
        try {
            int length = read(typed, digits);
            CardBrand brand = check(digits, length);
            return new Pan(Arrays.copyOf(digits, length), brand);
        } finally {
            Arrays.fill(digits, (byte) 0);
        }
    }

    /**
     * From digits that were sealed earlier, checked again.
     *
     * @param sealedDigits values 0 to 9; copied, the caller wipes his
     */
    static Pan ofDigits(byte[] sealedDigits) {
        CardBrand brand = check(sealedDigits, sealedDigits.length);
        return new Pan(sealedDigits.clone(), brand);
    }

    public CardBrand brand() {
        return brand;
    }

    /** The truncated PAN that may be shown and stored: four ASCII digits. */
    public String last4() {
        requireOpen();
        StringBuilder last = new StringBuilder(4);
        for (int i = digits.length - 4; i < digits.length; i++) {
            last.append((char) ('0' + digits[i]));
        }
        return last.toString();
    }

    boolean isSame(Pan other) {
        requireOpen();
        other.requireOpen();
        return Arrays.equals(digits, other.digits);
    }

    boolean isTestNumber() {
        requireOpen();
        return TestNumbers.contain(digits);
    }

    /** A copy, values 0 to 9; the caller wipes it. */
    byte[] digits() {
        requireOpen();
        return digits.clone();
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(digits, (byte) 0);
    }

    @Override
    public String toString() {
        return closed ? "****" : "**** " + last4();
    }

    private static int read(String typed, byte[] digits) {
        int length = 0;
        boolean separated = false;
        for (int i = 0; i < typed.length(); ) {
            int sign = typed.codePointAt(i);
            i += Character.charCount(sign);
            if (Character.isDigit(sign)) {
                digits[length++] = (byte) Character.digit(sign, 10);
                separated = false;
            } else if (joins(sign)) {
                if (length == 0) {
                    throw new InvalidValue("pan.characters");
                }
                separated = true;
            } else if (!isBlank(sign)) {
                throw new InvalidValue("pan.characters");
            }
        }
        if (separated) {
            throw new InvalidValue("pan.characters");
        }
        return length;
    }

    private static CardBrand check(byte[] digits, int length) {
        if (length == 0) {
            throw new InvalidValue("pan.required");
        }
        if (length < PanShape.SHORTEST || length > PanShape.LONGEST) {
            throw new InvalidValue("pan.length");
        }
        CardBrand brand = CardBrand.of(digits, length).orElseThrow(() -> new InvalidValue("pan.unknown-brand"));
        if (!PanShape.hasIssuedLength(digits, 0, length)) {
            throw new InvalidValue("pan.length");
        }
        if (!PanShape.passesLuhn(digits, 0, length)) {
            throw new InvalidValue("pan.luhn");
        }
        return brand;
    }

    /** Punctuation that may stand between digits only: a leading sign would make it a number, not a card number. */
    private static boolean joins(int sign) {
        return sign == '.' || Character.getType(sign) == Character.DASH_PUNCTUATION;
    }

    private static boolean isBlank(int sign) {
        return sign == '\t'
                || Character.getType(sign) == Character.SPACE_SEPARATOR
                || (sign >= 0x200B && sign <= 0x200F)
                || sign == 0x2060
                || sign == 0xFEFF;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This card number was wiped.");
        }
    }
}
