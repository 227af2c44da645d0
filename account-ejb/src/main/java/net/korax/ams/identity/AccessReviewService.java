package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.identity.StaffService.StaffMember;
import net.korax.ams.shared.Refused;

/**
 * Reviews of who may do what: operators look at each member of staff, nobody at himself, and close the review when all have been looked
 * at (PCI 7.2.4). The auditor reads what they found.
 */
@Stateless
@DenyAll
public class AccessReviewService {

    /** A member of staff who may sign in, and what the open review has found of him; null while it has found nothing. */
    public record Line(StaffMember member, AccessVerdict verdict) {}

    /**
     * @param lastClosed when the last review was closed; null when none ever was
     * @param lastClosedBy the staff number of who closed it, or null
     * @param begun when the open review was begun; null when none is open
     * @param numbers staff numbers by user ids
     */
    public record Standing(
            Instant lastClosed, String lastClosedBy, Instant begun, List<Line> lines, Map<UUID, String> numbers) {

        /** Whether it is time for a review. */
        public boolean isDue() {
            return AccessReview.isDue(lastClosed);
        }

        /** Whether everybody has been looked at. */
        public boolean isComplete() {
            return lines.stream().noneMatch(line -> line.verdict() == null);
        }
    }

    @Inject
    private UserRepository users;

    @Inject
    private AccessReviews reviews;

    @Inject
    private StaffRoll roll;

    @Inject
    private AuditTrail trail;

    @Inject
    private Caller caller;

    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    public Standing standing() {
        AccessReview open = reviews.open().orElse(null);
        AccessReview last = reviews.lastClosed().orElse(null);
        Map<UUID, AccessVerdict> verdicts = open == null
                ? Map.of()
                : reviews.verdicts(open).stream().collect(Collectors.toMap(AccessVerdict::userId, Function.identity()));
        List<CustodianTrust> trust = users.allTrust();
        List<AppUser> staff = users.staff();
        Map<UUID, String> numbers = staff.stream().collect(Collectors.toMap(AppUser::getId, AppUser::getStaffNumber));
        return new Standing(
                last == null ? null : last.getClosedAt(),
                last == null ? null : numbers.get(last.getClosedBy()),
                open == null ? null : open.getBegunAt(),
                staff.stream()
                        .filter(AppUser::isActive)
                        .map(user -> new Line(StaffMember.of(user, trust), verdicts.get(user.getId())))
                        .toList(),
                numbers);
    }

    /**
     * Notes that another member keeps what he has; the first such note begins a review.
     *
     * @throws Refused {@code staff.oneself}, {@code staff.disabled}
     */
    @RolesAllowed(Roles.OPERATOR)
    public void keep(UUID userId) {
        AppUser member = member(userId, "review.keep");
        reviews.note(new AccessVerdict(begun(), userId, true, caller.userId()));
        trail.record(users.store(), AuditEntry.done(caller.actor(), "review.keep", null, member.getId()));
    }

    /**
     * Notes that another member has lost his business here, and disables him.
     *
     * @throws Refused {@code staff.oneself}, {@code staff.disabled}, {@code staff.last-operator}
     */
    @RolesAllowed(Roles.OPERATOR)
    public void disable(UUID userId) {
        AppUser member = member(userId, "review.disable");
        reviews.note(new AccessVerdict(begun(), userId, false, caller.userId()));
        member.getEmployment().end(Employment.Ending.DISABLED);
        trail.record(users.store(), AuditEntry.done(caller.actor(), "review.disable", null, member.getId()));
        roll.disable(member, caller.actor());
    }

    /** Closes the review as its reviewer. @throws Refused {@code review.incomplete} while somebody has not been looked at */
    @RolesAllowed(Roles.OPERATOR)
    public void close() {
        users.holdStaff();
        AccessReview review = reviews.open().orElseThrow(() -> new Refused("review.incomplete"));
        Set<UUID> seen =
                reviews.verdicts(review).stream().map(AccessVerdict::userId).collect(Collectors.toSet());
        if (users.staff().stream().anyMatch(user -> user.isActive() && !seen.contains(user.getId()))) {
            throw new Refused("review.incomplete");
        }
        review.close(caller.userId());
        trail.record(users.store(), AuditEntry.done(caller.actor(), "review.close", null, review.getId()));
    }

    private AppUser member(UUID userId, String operation) {
        AppUser member = roll.another(userId, operation);
        if (!member.isActive()) {
            throw new Refused("staff.disabled");
        }
        return member;
    }

    private AccessReview begun() {
        return reviews.open().orElseGet(() -> {
            AccessReview review = reviews.begin(caller.userId());
            trail.record(users.store(), AuditEntry.done(caller.actor(), "review.begin", null, review.getId()));
            return review;
        });
    }
}
