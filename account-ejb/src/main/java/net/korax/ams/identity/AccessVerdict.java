package net.korax.ams.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import net.korax.ams.shared.Time;

/** What an operator found of another member of staff in a review: he keeps what he has, or was disabled. */
@Entity
@Table(name = "access_verdict")
public class AccessVerdict {

    @Id
    private UUID id;

    @Column(name = "review_id")
    private UUID reviewId;

    @Column(name = "user_id")
    private UUID userId;

    private boolean keep;

    @Column(name = "reviewed_by")
    private UUID reviewedBy;

    @Column(name = "reviewed_at")
    private Instant reviewedAt;

    protected AccessVerdict() {}

    AccessVerdict(AccessReview review, UUID userId, boolean keep, UUID by) {
        this.id = UUID.randomUUID();
        this.reviewId = review.getId();
        this.userId = userId;
        this.keep = keep;
        this.reviewedBy = by;
        this.reviewedAt = Time.now();
    }

    UUID reviewId() {
        return reviewId;
    }

    UUID userId() {
        return userId;
    }

    public boolean isKeep() {
        return keep;
    }

    public UUID getReviewedBy() {
        return reviewedBy;
    }

    public Instant getReviewedAt() {
        return reviewedAt;
    }
}
