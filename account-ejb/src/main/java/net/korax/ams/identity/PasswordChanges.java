package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.shared.Refused;

/** The two steps in which somebody who has signed in gets another password: hashing it, where no transaction is open, and taking it. */
@Dependent
class PasswordChanges {

    /** So many passwords of a member of staff, beside the one he has, are not taken again (PCI 8.3.7). */
    static final int REMEMBERED = 4;

    @Inject
    private UserRepository users;

    @Inject
    private Visits visits;

    @Inject
    private AuditTrail trail;

    @Inject
    private Argon2PasswordHash hashing;

    /**
     * The hash of a password that the user may have.
     *
     * @throws Refused {@code password.*} by the policy of his audience; {@code password.used-before}, of staff alone
     */
    String hash(AppUser user, String next) {
        UserName name = new UserName(user.getUserName());
        if (user.getAudience() == Audience.CUSTOMER) {
            PasswordPolicy.check(next, name);
        } else {
            PasswordPolicy.checkOfStaff(next, name);
            List<String> before = users.pastPasswords(user.getId(), REMEMBERED);
            if (Stream.concat(Stream.of(user.passwordHash()), before.stream())
                    .anyMatch(stored -> hashing.verify(next.toCharArray(), stored))) {
                throw new Refused("password.used-before", REMEMBERED);
            }
        }
        return hashing.generate(next.toCharArray());
    }

    /** Takes the new one, ends every visit but {@code kept}, and has a customer told. */
    @Transactional
    void take(UUID userId, String hash, UUID kept) {
        AppUser user = users.get(userId);
        if (user.getAudience() == Audience.STAFF) {
            users.rememberPassword(userId, user.passwordHash(), REMEMBERED);
        }
        user.changePassword(hash);
        trail.record(users.store(), AuditEntry.done(userId.toString(), "password.change", user.getAccountId(), userId));
        users.toTell(userId, FactorChanges.Change.PASSWORD);
        visits.endOthers(user, kept, Visit.Ending.PASSWORD_CHANGED);
    }
}
