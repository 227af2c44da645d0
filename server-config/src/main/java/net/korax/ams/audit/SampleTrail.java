package net.korax.ams.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import net.korax.ams.shared.Time;

/**
 * Appends what happened to samples to the chain, in the order of time. What happened before the trail's first day that is still kept is left
 * out, as the nightly round would have done.
 */
public final class SampleTrail {

    private record Waiting(AuditOutboxEntry entry, String store) {}

    private final AuditHead head;
    private final Instant first;
    private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(
            Comparator.comparing((Waiting each) -> each.entry().at()));

    private SampleTrail(AuditHead head, Instant first) {
        this.head = head;
        this.first = first;
    }

    /** Goes on from the last link of a store, which is held until the transaction ends. */
    public static SampleTrail after(Connection core, Instant first) throws SQLException {
        try (Statement statement = core.createStatement();
                ResultSet row = statement.executeQuery("select seq, hash from ams.audit_head for update")) {
            row.next();
            return new SampleTrail(new AuditHead(row.getLong("seq"), row.getBytes("hash")), first);
        }
    }

    /** What happened now, by the clock. */
    public void add(AuditEntry entry, String store) {
        if (!Time.now().isBefore(first)) {
            waiting.add(new Waiting(new AuditOutboxEntry(entry, Time.now(), null), store));
        }
    }

    /** Gives the links of everything until a moment. */
    public void linkUntil(Instant moment, Consumer<Object> links) {
        while (!waiting.isEmpty() && !waiting.peek().entry().at().isAfter(moment)) {
            Waiting next = waiting.poll();
            links.accept(head.append(next.entry(), next.store()));
        }
    }

    /** Notes where the chain ends now. */
    public void end(Connection core) throws SQLException {
        try (PreparedStatement statement = core.prepareStatement("update ams.audit_head set seq = ?, hash = ?")) {
            statement.setLong(1, head.seq());
            statement.setBytes(2, head.hash());
            statement.executeUpdate();
        }
    }
}
