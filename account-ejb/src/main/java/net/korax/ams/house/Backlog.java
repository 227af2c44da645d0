package net.korax.ams.house;

import java.time.Duration;
import java.time.Instant;
import net.korax.ams.persistence.Store;
import net.korax.ams.shared.Time;

/**
 * Work that the house does by itself and that may pile up: in which store, and how long something may wait before that is worth a
 * look or a sign that nobody does it any more. The spans are several rounds of the timer that does the work.
 */
enum Backlog {
    MAILS(Store.PERSON, "queued_at", "mail_outbox where state = 'QUEUED'", Duration.ofMinutes(5), Duration.ofHours(1)),
    AUDIT_OF_CORE(Store.CORE, "at", "audit_outbox", Duration.ofMinutes(1), Duration.ofMinutes(10)),
    AUDIT_OF_PERSON(Store.PERSON, "at", "audit_outbox", Duration.ofMinutes(1), Duration.ofMinutes(10)),
    AUDIT_OF_VAULT(Store.VAULT, "at", "audit_outbox", Duration.ofMinutes(1), Duration.ofMinutes(10)),
    CHARGES(
            Store.VAULT,
            "intended_at",
            "(select intended_at, state from charge union all select intended_at, state from reversal) as asked"
                    + " where state in ('INTENDED', 'UNKNOWN')",
            Duration.ofMinutes(1),
            Duration.ofHours(1)),
    ERASURES(
            Store.CORE,
            "requested_at",
            "erasure where finished_at is null",
            Duration.ofMinutes(2),
            Duration.ofHours(24)),
    SIGN_UPS(
            Store.CORE,
            "opened_at",
            "account where status = 'OPENING'",
            Duration.ofMinutes(10),
            Duration.ofMinutes(30));

    /** How much waits, and since when the oldest does; {@code oldest} is null when nothing waits. */
    record Waiting(long count, Instant oldest) {

        Duration age() {
            return oldest == null ? Duration.ZERO : Duration.between(oldest, Time.now());
        }

        Waiting and(Waiting other) {
            boolean mine = other.oldest == null || (oldest != null && oldest.isBefore(other.oldest));
            return new Waiting(count + other.count, mine ? oldest : other.oldest);
        }
    }

    private final Store store;
    private final String since;
    private final String rows;
    private final Duration unusual;
    private final Duration wrong;

    Backlog(Store store, String since, String rows, Duration unusual, Duration wrong) {
        this.store = store;
        this.since = since;
        this.rows = rows;
        this.unusual = unusual;
        this.wrong = wrong;
    }

    Store store() {
        return store;
    }

    String query() {
        return "select count(*), min(" + since + ") from " + rows;
    }

    Finding.Light light(Waiting waiting) {
        if (waiting.age().compareTo(unusual) < 0) {
            return Finding.Light.GREEN;
        }
        return waiting.age().compareTo(wrong) < 0 ? Finding.Light.AMBER : Finding.Light.RED;
    }
}
