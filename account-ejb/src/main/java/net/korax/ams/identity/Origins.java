package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import net.korax.ams.audit.Origin;
import net.korax.ams.shared.Time;

/**
 * How often each place did what nobody does so often: counted in {@code ams_core}, so that all servers count together (ASVS 6.3.1), over
 * the running ten minutes and the ten before.
 */
@Dependent
class Origins {

    /** What is counted, and so many are let through within the time. */
    enum Counted {
        /** Failed sign-ins from one place, where a whole company may sit behind one address. */
        SIGN_IN(100),
        /** Failed sign-ins anywhere: beyond, everybody has fewer guesses. */
        SIGN_IN_ANYWHERE(2_000),
        /** Wishes for a new password from one place. */
        RESET(20),
        /** Names that somebody else has, asked for from one place while signing up. */
        NAME_TAKEN(30),
        /** Questions to a passkey at the doors from one place, each of which is kept until it is answered. */
        PASSKEY(100);

        private final int most;

        Counted(int most) {
            this.most = most;
        }
    }

    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final String ANYWHERE = "*";

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @Inject
    private Origin origin;

    /** Whether it happened too often lately; never for a request of which nobody knows where it comes from. */
    @Transactional
    boolean isBeyond(Counted counted) {
        String place = place(counted);
        if (place == null) {
            return false;
        }
        Number lately = (Number) core.createNativeQuery("select coalesce(sum(number), 0) from origin_count"
                        + " where counted = ?1 and origin = ?2 and begun_at > ?3")
                .setParameter(1, counted.name())
                .setParameter(2, place)
                .setParameter(3, Timestamp.from(window().minus(WINDOW).minusNanos(1000)))
                .getSingleResult();
        return lately.intValue() >= counted.most;
    }

    /** How long until the running ten minutes are over. */
    Duration restOfTheWindow() {
        return Duration.between(Time.now(), window().plus(WINDOW));
    }

    @Transactional
    void count(Counted counted) {
        String place = place(counted);
        if (place != null) {
            core.createNativeQuery("insert into origin_count values (?1, ?2, ?3, 1)"
                            + " on conflict (counted, origin, begun_at) do update set number = origin_count.number + 1")
                    .setParameter(1, counted.name())
                    .setParameter(2, place)
                    .setParameter(3, Timestamp.from(window()))
                    .executeUpdate();
        }
    }

    private String place(Counted counted) {
        return counted == Counted.SIGN_IN_ANYWHERE ? ANYWHERE : origin.fingerprint();
    }

    private static Instant window() {
        long now = Time.now().getEpochSecond();
        return Instant.ofEpochSecond(now - Math.floorMod(now, WINDOW.toSeconds()));
    }
}
