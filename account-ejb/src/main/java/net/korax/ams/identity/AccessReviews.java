package net.korax.ams.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reviews and their verdicts in {@code ams_core}. */
@Dependent
class AccessReviews {

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    Optional<AccessReview> open() {
        return core.createQuery("select r from AccessReview r where r.closedAt is null", AccessReview.class)
                .getResultStream()
                .findFirst();
    }

    Optional<AccessReview> lastClosed() {
        return core.createQuery(
                        "select r from AccessReview r where r.closedAt is not null order by r.closedAt desc",
                        AccessReview.class)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    AccessReview begin(UUID by) {
        AccessReview review = new AccessReview(by);
        core.persist(review);
        core.flush();
        return review;
    }

    List<AccessVerdict> verdicts(AccessReview review) {
        return core.createQuery("select v from AccessVerdict v where v.reviewId = :review", AccessVerdict.class)
                .setParameter("review", review.getId())
                .getResultList();
    }

    /** Notes a verdict, in the place of one on the same member in the same review. */
    void note(AccessVerdict verdict) {
        core.createQuery("delete from AccessVerdict v where v.reviewId = :review and v.userId = :user")
                .setParameter("review", verdict.reviewId())
                .setParameter("user", verdict.userId())
                .executeUpdate();
        core.persist(verdict);
    }
}
