package net.korax.ams.web.auditor;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.korax.ams.audit.AuditEvent;
import net.korax.ams.audit.AuditService;
import net.korax.ams.audit.TrailCheck;
import net.korax.ams.audit.TrailFilter;
import net.korax.ams.identity.StaffService;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Csv;
import net.korax.ams.web.support.Refusals;
import org.omnifaces.util.Faces;

/**
 * The audit trail, newest first, in pages of fifty that an address names by what is wanted and by the number before which they end; so an
 * address always shows the same entries. Days are days of UTC.
 */
@Named("auditorTrail")
@RequestScoped
public class TrailPage {

    @Inject
    private AuditService audit;

    @Inject
    private StaffService staff;

    @Inject
    private Refusals refusals;

    private String before;
    private final TrailQuery query = new TrailQuery();
    private final TrailQuery wanted = new TrailQuery();
    private List<AuditEvent> entries;
    private TrailWords words;
    private TrailCheck.Result verification;

    /** Reads what the address names; called when the page is opened. */
    public void load() {
        wanted.take(query);
        entries = audit.page(query.filter(staff.numbers()), bound());
    }

    private long bound() {
        if (before == null) {
            return Long.MAX_VALUE;
        }
        if (!before.matches("[1-9][0-9]{0,17}")) {
            throw new NotFound();
        }
        return Long.parseLong(before);
    }

    /** Goes to the entries that were asked for. */
    public String filter() {
        String wrong = wanted.wrong(staff.numbers());
        if (wrong != null) {
            refusals.show(new Refused(wrong));
            return null;
        }
        return "/auditor/trail.xhtml?faces-redirect=true" + wanted.address();
    }

    /** Hands out all entries that were asked for, as CSV. Ids and codes alone; what is sealed stays so. */
    public void export() throws IOException {
        String wrong = wanted.wrong(staff.numbers());
        if (wrong != null) {
            refusals.show(new Refused(wrong));
            entries = audit.page(TrailFilter.ALL, Long.MAX_VALUE);
            return;
        }
        Faces.sendFile("trail.csv", true, out -> {
            Writer csv = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            csv.write(Csv.line(
                    "number",
                    "time",
                    "actor",
                    "staff",
                    "operation",
                    "outcome",
                    "account",
                    "object",
                    "request",
                    "origin",
                    "store",
                    "hash"));
            audit.export(wanted.filter(staff.numbers()), entry -> write(csv, entry, getWords()));
            csv.flush();
        });
    }

    private static void write(Writer csv, AuditEvent entry, TrailWords names) {
        try {
            csv.write(Csv.line(
                    entry.getSeq(),
                    entry.getAt(),
                    entry.getActor(),
                    names.staffNumber(entry),
                    entry.getOperation(),
                    entry.getOutcome(),
                    entry.getAccountId(),
                    entry.getObjectId(),
                    entry.getRequestId(),
                    entry.getOrigin(),
                    entry.getStore(),
                    entry.getFingerprint()));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    public void verify() {
        verification = audit.verify();
    }

    public TrailCheck.Result getVerification() {
        return verification;
    }

    public List<AuditEvent> getEntries() {
        return entries;
    }

    /** The number before which the next page ends; null when this is the last. */
    public Long getOlder() {
        boolean full = entries != null && entries.size() == AuditService.PAGE;
        return full ? (Long) entries.get(entries.size() - 1).getSeq() : null;
    }

    /** The entries in words. */
    public TrailWords getWords() {
        if (words == null) {
            words = new TrailWords(staff.numbers());
        }
        return words;
    }

    /** The operations that have words, in the order of these. */
    public List<TrailWords.Operation> getOperations() {
        return TrailWords.operations();
    }

    /** What the address asks for. */
    public TrailQuery getQuery() {
        return query;
    }

    /** What the form asks for. */
    public TrailQuery getWanted() {
        return wanted;
    }

    public String getBefore() {
        return before;
    }

    public void setBefore(String before) {
        this.before = before;
    }
}
