package net.korax.ams.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.persistence.Lease;
import net.korax.ams.shared.Time;
import net.korax.ams.vault.CustodyKey;
import net.korax.ams.vault.KeyPurpose;
import net.korax.ams.vault.KeyRing;
import net.korax.ams.vault.Keys;

/**
 * The steps of a rotation, each a short transaction that begins by locking the job and holding its lease: so one server works on it
 * at a time, and one that was stopped anywhere, or comes back late, does no harm. What a step leaves behind in the key store is found
 * there by the next try.
 */
@Dependent
class Rotation {

    private static final Duration ALIVE = Duration.ofMinutes(1);
    private static final Duration LEASE = Duration.ofMinutes(1);

    @PersistenceContext(unitName = "ams-vault")
    private EntityManager vault;

    @Inject
    private KeyVersions versions;

    @Inject
    private Rekeying rekeying;

    @Inject
    private AuditTrail trail;

    /** The job that works by itself now, if there is one; null when none does. */
    @Transactional
    UUID running() {
        return vault.createQuery("select j from RotationJob j where j.state not in :over", RotationJob.class)
                .setParameter(
                        "over",
                        List.of(
                                RotationJob.State.WITHDRAWN,
                                RotationJob.State.DECRYPT_ONLY,
                                RotationJob.State.DESTROYED))
                .getResultStream()
                .filter(RotationJob::isRunning)
                .map(RotationJob::getId)
                .findFirst()
                .orElse(null);
    }

    /**
     * Does the next step, or the next batch of it.
     *
     * @return whether there is more to do at once
     */
    @Transactional
    boolean step(UUID jobId, UUID server) {
        RotationJob job = vault.find(RotationJob.class, jobId, LockModeType.PESSIMISTIC_WRITE);
        if (job == null || !job.isRunning() || !Lease.hold(vault, lease(jobId), server, LEASE)) {
            return false;
        }
        return switch (job.getState()) {
            case PREPARED -> prepare(job, server);
            case BARRIER -> awaitServers(job);
            case ACTIVE -> activate(job);
            case MIGRATE -> migrate(job);
            case VERIFY -> verify(job);
            default -> false;
        };
    }

    /** The name of the lease on a job. */
    static String lease(UUID jobId) {
        return "rotation." + jobId;
    }

    /** Notes why a job does not go on. */
    @Transactional
    void trouble(UUID jobId, RotationJob.Trouble reason) {
        RotationJob job = vault.find(RotationJob.class, jobId, LockModeType.PESSIMISTIC_WRITE);
        if (job.isRunning()) {
            job.wait(reason);
        }
    }

    /** Says that this server is alive, and which keys it has. */
    @Transactional
    void report(UUID server, KeyRing ring) {
        vault.createNativeQuery(
                        "insert into custody_server (id, kek_version, fpr_version, seen_at) values (?1, ?2, ?3, ?4)"
                                + " on conflict (id) do update set kek_version = excluded.kek_version,"
                                + " fpr_version = excluded.fpr_version, seen_at = excluded.seen_at")
                .setParameter(1, server)
                .setParameter(2, ring.kekVersion())
                .setParameter(3, ring.macVersion(KeyPurpose.FINGERPRINT))
                .setParameter(4, Time.now().atOffset(ZoneOffset.UTC))
                .executeUpdate();
        vault.createNativeQuery("delete from custody_server where seen_at < ?1")
                .setParameter(1, Time.now().minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** The server that makes a version has seen it, and need not be waited for. */
    private boolean prepare(RotationJob job, UUID server) {
        CustodyKey key = job.getKind().stored();
        if (key != null) {
            Keys.make(key, job.getTo());
            KeyRing ring = CustodyRing.holding(key, job.getTo());
            tryOut(ring, key, job.getTo());
            report(server, ring);
        }
        if (!versions.isKnown(job.getKind(), job.getTo())) {
            vault.persist(new KeyVersion(job.getKind(), job.getTo()));
        }
        return enter(job, RotationJob.State.BARRIER);
    }

    private static void tryOut(KeyRing ring, CustodyKey key, int version) {
        if (key == CustodyKey.CARD_KEK) {
            ring.unwrap(ring.newDek(UUID.randomUUID(), version)).close();
        } else {
            ring.mac(KeyPurpose.FINGERPRINT, version, new byte[1]);
        }
    }

    /** Goes on once every server that is alive has seen the new version. */
    private boolean awaitServers(RotationJob job) {
        String column = job.getKind() == KeyKind.FPR ? "fpr_version" : "kek_version";
        long behind = job.getKind() == KeyKind.DEK
                ? 0
                : ((Number) vault.createNativeQuery("select count(*) from custody_server where seen_at > ?1 and "
                                        + column + " < ?2")
                                .setParameter(1, Time.now().minus(ALIVE).atOffset(ZoneOffset.UTC))
                                .setParameter(2, job.getTo())
                                .getSingleResult())
                        .longValue();
        if (behind > 0) {
            job.wait(RotationJob.Trouble.SERVERS);
            return false;
        }
        return enter(job, RotationJob.State.ACTIVE);
    }

    private boolean activate(RotationJob job) {
        versions.lock(job.getKind(), job.getFrom()).become(KeyVersion.State.DECRYPT_ONLY);
        vault.flush();
        versions.lock(job.getKind(), job.getTo()).become(KeyVersion.State.ACTIVE);
        enter(job, RotationJob.State.MIGRATE);
        job.begin(versions.needing(job.getKind(), job.getFrom()));
        return true;
    }

    private boolean migrate(RotationJob job) {
        Rekeying.Batch batch = rekeying.migrate(job);
        if (batch.last() != null) {
            job.advance(batch.last(), batch.done(), batch.broken());
            return true;
        }
        if (left(job) == 0) {
            enter(job, RotationJob.State.VERIFY);
            job.begin(((Number) vault.createNativeQuery("select count(*) from card_key")
                            .getSingleResult())
                    .longValue());
            return true;
        }
        return broken(job);
    }

    private boolean verify(RotationJob job) {
        Rekeying.Batch batch = rekeying.verify(job);
        if (batch.last() != null) {
            job.advance(batch.last(), batch.done(), batch.broken());
            return true;
        }
        if (job.getFailed() > 0) {
            return broken(job);
        }
        if (job.getKind() == KeyKind.DEK) {
            rekeying.sweep(job.getFrom());
        }
        if (versions.needing(job.getKind(), job.getFrom()) > 0) {
            enter(job, RotationJob.State.MIGRATE);
            job.begin(versions.needing(job.getKind(), job.getFrom()));
            return true;
        }
        return finish(job);
    }

    private boolean finish(RotationJob job) {
        if (job.getKind() == KeyKind.DEK) {
            versions.lock(KeyKind.DEK, job.getFrom()).become(KeyVersion.State.DESTROYED);
            enter(job, RotationJob.State.DESTROYED);
        } else {
            Keys.dropBackup();
            enter(job, RotationJob.State.DECRYPT_ONLY);
        }
        return false;
    }

    /** Rows that others held are tried again in the next round; rows that do not open wait for people. */
    private boolean broken(RotationJob job) {
        if (job.getFailed() > 0) {
            job.stopForBrokenSeals();
            remember(job, "rotation.broken-seals");
        } else {
            job.again();
        }
        return false;
    }

    /** Rows that still have to be given the new key; data keys that wait for the sweep are not among them. */
    private long left(RotationJob job) {
        if (job.getKind() != KeyKind.DEK) {
            return versions.needing(job.getKind(), job.getFrom());
        }
        return ((Number) vault.createNativeQuery(
                                "select count(*) from card_key k where k.generation = ?1 and not exists"
                                        + " (select 1 from card_key n where n.account_id = k.account_id and n.generation > k.generation)")
                        .setParameter(1, job.getFrom())
                        .getSingleResult())
                .longValue();
    }

    private boolean enter(RotationJob job, RotationJob.State next) {
        job.become(next);
        remember(job, "rotation." + next.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return true;
    }

    private void remember(RotationJob job, String operation) {
        trail.record(vault, AuditEntry.done(AuditEntry.SYSTEM, operation, null, job.getId()));
    }
}
