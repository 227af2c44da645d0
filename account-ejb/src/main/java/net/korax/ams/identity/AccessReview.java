package net.korax.ams.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import net.korax.ams.shared.Time;

/** A look at who may do what (PCI 7.2.4): begun with the first verdict, closed when there is one on everybody who may sign in. */
@Entity
@Table(name = "access_review")
public class AccessReview {

    @Id
    private UUID id;

    @Column(name = "begun_by")
    private UUID begunBy;

    @Column(name = "begun_at")
    private Instant begunAt;

    @Column(name = "closed_by")
    private UUID closedBy;

    @Column(name = "closed_at")
    private Instant closedAt;

    @Version
    private long version;

    protected AccessReview() {}

    AccessReview(UUID begunBy) {
        this.id = UUID.randomUUID();
        this.begunBy = begunBy;
        this.begunAt = Time.now();
    }

    void close(UUID by) {
        closedBy = by;
        closedAt = Time.now();
    }

    /**
     * Whether access has to be reviewed: it never was, or more than six months ago.
     *
     * @param lastClosed null for never
     */
    public static boolean isDue(Instant lastClosed) {
        return lastClosed == null
                || lastClosed.atZone(ZoneOffset.UTC).plusMonths(6).toInstant().isBefore(Time.now());
    }

    public UUID getId() {
        return id;
    }

    public Instant getBegunAt() {
        return begunAt;
    }

    /** Who has reviewed; null while it is open. */
    public UUID getClosedBy() {
        return closedBy;
    }

    /** Null while it is open. */
    public Instant getClosedAt() {
        return closedAt;
    }
}
