package net.korax.ams.card;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.LiveTrust;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.Users;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import net.korax.ams.vault.Keys;

/**
 * Renewing the keys of cards while the house is open: one custodian asks, another approves, the house does it; either may pause it.
 * An old version is destroyed when two custodians want it and no row needs it. Each of them is trusted still when he does so.
 */
@Stateless
@DenyAll
public class RotationService {

    private static final int MOST_JOBS = 20;

    @PersistenceContext(unitName = "ams-vault")
    private EntityManager vault;

    @Inject
    private KeyVersions versions;

    @Inject
    private AuditTrail trail;

    @Inject
    private RefusalLog refusals;

    @Inject
    private LiveTrust trust;

    @Inject
    private Users users;

    @Inject
    private Caller caller;

    /**
     * A version of a key.
     *
     * @param askedByMe whether it is the caller who wants it destroyed
     */
    public record Version(KeyVersion key, boolean askedByMe) {}

    /**
     * A rotation.
     *
     * @param askedBy the number of the custodian who asked for it
     * @param approvedBy the number of the one who approved it; null when nobody has
     * @param askedByMe whether it was the caller who asked
     */
    public record Job(RotationJob rotation, String askedBy, String approvedBy, boolean askedByMe) {}

    /** Every version of every key, the newest of a kind first. */
    @RolesAllowed({Roles.CARD_CUSTODIAN, Roles.OPERATOR})
    public List<Version> versions() {
        return versions.all().stream()
                .map(key -> new Version(key, caller.userId().equals(key.getDestructionAskedBy())))
                .toList();
    }

    /** Rotations, the newest first, at most twenty; of these one at most is unfinished. */
    @RolesAllowed({Roles.CARD_CUSTODIAN, Roles.OPERATOR})
    public List<Job> jobs() {
        List<RotationJob> newest = newest();
        Map<UUID, String> numbers = users.staffNumbers(newest.stream()
                .flatMap(job -> Stream.of(job.getAskedBy(), job.getApprovedBy()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        return newest.stream()
                .map(job -> new Job(
                        job,
                        numbers.get(job.getAskedBy()),
                        job.getApprovedBy() == null ? null : numbers.get(job.getApprovedBy()),
                        caller.userId().equals(job.getAskedBy())))
                .toList();
    }

    private List<RotationJob> newest() {
        return vault.createQuery("select j from RotationJob j order by j.askedAt desc", RotationJob.class)
                .setMaxResults(MOST_JOBS)
                .getResultList();
    }

    /** @throws Refused {@code trail.closed}, {@code rotation.unfinished} while another one is not at its end */
    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public UUID ask(KeyKind kind) {
        // Whoever asks meanwhile waits here, and then finds this one.
        versions.lock(KeyKind.KEK, 1);
        trail.requireOpen(vault);
        trust.require(null, null);
        if (newest().stream().anyMatch(RotationJob::isUnfinished)) {
            throw new Refused("rotation.unfinished");
        }
        RotationJob job = new RotationJob(kind, versions.inUse(kind), versions.newest(kind) + 1, caller.userId());
        vault.persist(job);
        remember("rotation.ask", job.getId());
        return job.getId();
    }

    /** @throws Refused {@code rotation.same-custodian}, {@code rotation.not-asked} */
    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public void approve(UUID jobId) {
        RotationJob job = lock(jobId);
        requireAnother(job.getAskedBy(), "rotation.approve", jobId);
        job.approve(caller.userId());
        remember("rotation.approve", jobId);
    }

    /** Takes back what was not approved yet. */
    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public void withdraw(UUID jobId) {
        lock(jobId).withdraw();
        remember("rotation.withdraw", jobId);
    }

    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public void pause(UUID jobId) {
        lock(jobId).pause();
        remember("rotation.pause", jobId);
    }

    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public void resume(UUID jobId) {
        lock(jobId).resume();
        remember("rotation.resume", jobId);
    }

    /**
     * Wants an old version destroyed; it is, once a second custodian wants the same.
     *
     * @return whether it is destroyed now
     * @throws Refused {@code rotation.not-destructible}, {@code rotation.version-needed}, {@code rotation.same-custodian}
     */
    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public boolean destroy(KeyKind kind, int version) {
        KeyVersion old = versions.lock(kind, version);
        trust.require(null, old.getId());
        if (!old.isDestructible() || newest().stream().anyMatch(RotationJob::isUnfinished)) {
            throw new Refused("rotation.not-destructible");
        }
        if (versions.needing(kind, version) > 0) {
            throw new Refused("rotation.version-needed");
        }
        if (old.getDestructionAskedBy() == null) {
            old.askDestruction(caller.userId());
            remember("rotation.ask-destruction", old.getId());
            return false;
        }
        requireAnother(old.getDestructionAskedBy(), "rotation.destroy", old.getId());
        old.destroyBy(caller.userId());
        remember("rotation.destroy", old.getId());
        finishJobs(kind, version);
        vault.flush();
        // Last, since it cannot be undone: what fails before it leaves the key where it is.
        CustodyRing.open();
        Keys.destroy(kind.stored(), version);
        return true;
    }

    private void finishJobs(KeyKind kind, int from) {
        newest().stream()
                .filter(job -> job.getKind() == kind && job.getFrom() == from)
                .filter(job -> job.getState() == RotationJob.State.DECRYPT_ONLY)
                .forEach(job -> job.become(RotationJob.State.DESTROYED));
    }

    private RotationJob lock(UUID id) {
        RotationJob job = id == null ? null : vault.find(RotationJob.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (job == null) {
            throw new NotFound();
        }
        trail.requireOpen(vault);
        trust.require(null, id);
        return job;
    }

    private void requireAnother(UUID first, String operation, UUID object) {
        if (first.equals(caller.userId())) {
            refusals.refused(caller.actor(), operation, null, object);
            throw new Refused("rotation.same-custodian");
        }
    }

    private void remember(String operation, UUID object) {
        trail.record(vault, AuditEntry.done(caller.actor(), operation, null, object));
    }
}
