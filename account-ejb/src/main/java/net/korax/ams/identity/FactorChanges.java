package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Changes of what customers sign in with, until somebody has told them (ASVS 6.3.7). */
@Dependent
public class FactorChanges {

    /** What was changed, or used as only its owner should. */
    public enum Change {
        PASSWORD,
        TOTP_ON,
        TOTP_OFF,
        RECOVERY_NEW,
        RECOVERY_USED
    }

    /** One to tell of. */
    public record Told(UUID id, UUID account, Change change, Instant at) {}

    @Inject
    private UserRepository users;

    @Transactional
    public List<Told> untold(int most) {
        return users.untoldChanges(most);
    }

    @Transactional
    public void told(Told change) {
        users.toldOfChange(change.id());
    }
}
