package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.Refused;

/**
 * A new password for a customer who has forgotten his: a link by mail to those who cover the account, which works once. It lets nobody in
 * and leaves the second factor as it is (ASVS 6.4.3). Whether a user name exists shows nowhere.
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PasswordResetService {

    private static final int LONGEST_TOKEN = 100;

    @Inject
    private PasswordResets resets;

    @Inject
    private RefusalLog refusals;

    @Inject
    private Argon2PasswordHash hashing;

    /** Asks for a link; ends alike for every name. The mail goes out later. */
    @PermitAll
    public void ask(String userName) {
        resets.ask(key(userName));
    }

    /**
     * Takes the link for good and changes the password. Every visit of the user ends.
     *
     * @throws InvalidValue {@code password.*}; the link goes on working
     * @throws Refused {@code reset.late} when the link is unknown, used or too old
     */
    @PermitAll
    public void reset(String token, String next) {
        if (token == null || token.length() > LONGEST_TOKEN) {
            throw late();
        }
        AppUser user = resets.userOf(token).orElseThrow(this::late);
        PasswordPolicy.check(next, new UserName(user.getUserName()));
        if (!resets.grant(token, hashing.generate(next.toCharArray()))) {
            throw late();
        }
    }

    private Refused late() {
        refusals.refused("anonymous", "password.reset", null, null);
        return new Refused("reset.late");
    }

    private static String key(String typed) {
        try {
            return new UserName(typed).key();
        } catch (Refused notAName) {
            return "";
        }
    }
}
