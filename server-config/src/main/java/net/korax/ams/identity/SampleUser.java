package net.korax.ams.identity;

import java.util.UUID;
import java.util.function.Consumer;

/** Log-ins of sample customers. */
public final class SampleUser {

    private SampleUser() {}

    public static String hash(String password) {
        return new Argon2PasswordHash().generate(password.toCharArray());
    }

    /** What a password costs and nothing else: Argon2id as the product uses it, without pepper and turnstile. */
    public static byte[] argon2id(byte[] password, byte[] salt) {
        byte[] tag = new byte[32];
        Argon2PasswordHash.argon2id(password, salt, Argon2PasswordHash.CURRENT, tag);
        return tag;
    }

    public static UUID customer(
            UUID accountId, UserName name, String passwordHash, String locale, Consumer<Object> rows) {
        AppUser user = AppUser.customer(accountId, name, passwordHash, locale);
        rows.accept(user);
        return user.getId();
    }
}
