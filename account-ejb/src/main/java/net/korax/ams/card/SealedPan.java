package net.korax.ams.card;

import java.util.Arrays;
import java.util.UUID;
import net.korax.ams.vault.AssociatedData;
import net.korax.ams.vault.Dek;

/**
 * A PAN sealed with AES-256-GCM under its account's key. The associated data binds environment, account, card, key, brand, last
 * four and expiry: a blob moved to another card, or an expiry edited in the database, no longer opens. Plaintext is the digits
 * padded to twenty bytes, so that the length of the blob does not tell the length of the number.
 */
record SealedPan(UUID cardId, UUID accountId, byte[] blob, CardBrand brand, String lastFour, Expiry expiry) {

    private static final int PLAIN_LENGTH = 20;

    static SealedPan seal(Dek dek, String environment, UUID accountId, UUID cardId, Pan pan, Expiry expiry) {
        byte[] digits = pan.digits();
        byte[] plain = new byte[PLAIN_LENGTH];
        try {
            plain[0] = (byte) digits.length;
            System.arraycopy(digits, 0, plain, 1, digits.length);
            AssociatedData context =
                    context(environment, accountId, cardId, dek.id(), pan.brand(), pan.last4(), expiry);
            return new SealedPan(cardId, accountId, dek.seal(context, plain), pan.brand(), pan.last4(), expiry);
        } finally {
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(digits, (byte) 0);
        }
    }

    /** Opens the number; to be closed. */
    Pan open(Dek dek, String environment) {
        byte[] plain = dek.open(context(environment, accountId, cardId, dek.id(), brand, lastFour, expiry), blob);
        byte[] digits = new byte[0];
        try {
            digits = Arrays.copyOfRange(plain, 1, 1 + plain[0]);
            return Pan.ofDigits(digits);
        } finally {
            Arrays.fill(digits, (byte) 0);
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static AssociatedData context(
            String environment,
            UUID accountId,
            UUID cardId,
            UUID dekId,
            CardBrand brand,
            String lastFour,
            Expiry expiry) {
        return AssociatedData.of(
                "korax/pan/1", environment, accountId, cardId, dekId, brand.name(), lastFour, expiry.month());
    }
}
