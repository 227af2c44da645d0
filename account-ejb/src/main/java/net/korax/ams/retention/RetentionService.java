package net.korax.ams.retention;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.korax.ams.identity.Roles;

/** What is kept for how long, and what the nightly round has done about it, for the operator. */
@Stateless
@DenyAll
public class RetentionService {

    private static final int MOST = 50;

    /** A rule, and its last run; that is null before the first night. */
    public record Line(Rule rule, RetentionRun last) {}

    @Inject
    private RunBook book;

    /** Every rule, in the order in which they are followed. */
    @RolesAllowed(Roles.OPERATOR)
    public List<Line> rules() {
        return Stream.of(Rule.values())
                .map(rule -> new Line(rule, book.last(rule)))
                .toList();
    }

    /** Runs that did not come to their end, the newest first. */
    @RolesAllowed(Roles.OPERATOR)
    public List<RetentionRun> failures() {
        return book.failed(MOST);
    }

    /** When the next round is due; in the past while it is late. */
    @RolesAllowed(Roles.OPERATOR)
    public Instant next() {
        return book.next();
    }
}
