package net.korax.ams.web.support;

import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import net.korax.ams.card.KeyVersion;
import net.korax.ams.card.RotationJob;
import net.korax.ams.card.RotationJob.State;
import net.korax.ams.card.RotationService;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Time;

/** The keys of cards and their rotations, as custodians and operators look at them. */
public final class KeyRotations {

    private static final List<State> STEPS = List.of(
            State.PREPARED,
            State.BARRIER,
            State.ACTIVE,
            State.MIGRATE,
            State.VERIFY,
            State.DECRYPT_ONLY,
            State.DESTROYED);

    private final List<RotationService.Job> jobs;
    private final List<RotationService.Version> versions;

    public KeyRotations(RotationService service) {
        jobs = service.jobs();
        versions = service.versions();
    }

    /** The rotation that is not at its end; null when there is none. */
    public RotationService.Job getCurrent() {
        return jobs.stream()
                .filter(job -> job.rotation().isUnfinished())
                .findFirst()
                .orElse(null);
    }

    /** Rotations that have come to an end, the newest first. */
    public List<RotationService.Job> getPast() {
        return jobs.stream().filter(job -> !job.rotation().isUnfinished()).toList();
    }

    /** Versions that still do something, the newest of a kind first. */
    public List<RotationService.Version> getVersions() {
        return versions.stream()
                .filter(version -> version.key().getState() != KeyVersion.State.DESTROYED)
                .sorted(Comparator.comparing(version -> version.key().getKind()))
                .toList();
    }

    /** A version that was shown, whatever has become of it since. */
    public KeyVersion version(UUID id) {
        return versions.stream()
                .map(RotationService.Version::key)
                .filter(key -> key.getId().equals(id))
                .findFirst()
                .orElseThrow(NotFound::new);
    }

    /**
     * Whether a button is there: when it is of use now, and whenever a page that was shown before comes back. So whoever presses one
     * when somebody else was faster hears so from the business, instead of nothing.
     */
    public boolean offers(boolean now) {
        return now || FacesContext.getCurrentInstance().getCurrentPhaseId() != PhaseId.RENDER_RESPONSE;
    }

    /** Until when a version in use is meant to be renewed. */
    public LocalDate renewBy(KeyVersion key) {
        return key.getSince()
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .plus(key.getKind().period());
    }

    public boolean isOverdue(KeyVersion key) {
        return renewBy(key).isBefore(Time.today(ZoneOffset.UTC));
    }

    public List<String> getSteps() {
        return STEPS.stream()
                .map(step -> Texts.get("staff", "keys.step." + step))
                .toList();
    }

    /** Where a rotation is in its steps, from 0; -1 before the first. */
    public int at(RotationJob job) {
        return STEPS.indexOf(job.getState());
    }

    /** Whether a custodian has paused it; what it waited for before is of no interest then. Broken seals pause it by themselves. */
    public boolean isResting(RotationJob job) {
        return job.isPaused() && job.getTrouble() != RotationJob.Trouble.SEALS;
    }

    /** Rows done, in hundredths of all. */
    public long percent(RotationJob job) {
        return job.getTotal() == 0 ? 0 : 100 * job.getDone() / job.getTotal();
    }

    public String chip(KeyVersion.State state) {
        return switch (state) {
            case ACTIVE -> "good";
            case PREPARED -> "info";
            case DECRYPT_ONLY, DESTROYED -> "quiet";
        };
    }
}
