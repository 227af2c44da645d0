package net.korax.ams.persistence;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import net.korax.ams.shared.Time;

/**
 * The right of one server to do a piece of work that one alone does at a time, held in the store where the work is done. Whoever works
 * asks for it in each of its transactions: the row stays locked until the transaction ends, so a server that was stopped, lost the
 * lease and comes back late changes nothing any more.
 */
public final class Lease {

    /** This server, since it started. */
    private static final UUID SERVER = UUID.randomUUID();

    private Lease() {}

    /** Takes the lease for this server or holds it longer; false while another server has it. */
    public static boolean hold(EntityManager store, String work, Duration span) {
        return hold(store, work, SERVER, span);
    }

    /** The same for a server that has an id of its own for this work. */
    public static boolean hold(EntityManager store, String work, UUID server, Duration span) {
        OffsetDateTime now = Time.now().atOffset(ZoneOffset.UTC);
        return store.createNativeQuery("insert into lease (work, holder, until, epoch) values (?1, ?2, ?3, 1)"
                                + " on conflict (work) do update set holder = excluded.holder, until = excluded.until,"
                                + " epoch = lease.epoch + case when lease.holder = excluded.holder then 0 else 1 end"
                                + " where lease.holder = excluded.holder or lease.until < ?4")
                        .setParameter(1, work)
                        .setParameter(2, server)
                        .setParameter(3, now.plus(span))
                        .setParameter(4, now)
                        .executeUpdate()
                == 1;
    }
}
