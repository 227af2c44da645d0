package net.korax.ams.web.auditor;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.account.SealedChangeService;
import net.korax.ams.audit.AuditEvent;
import net.korax.ams.audit.AuditService;
import net.korax.ams.identity.StaffService;
import net.korax.ams.person.BeforeAfter;
import net.korax.ams.shared.NotFound;
import net.korax.ams.web.support.Texts;

/** One entry of the trail with all that it says. Sealed values are opened with a reason, shown in that one answer, and kept nowhere. */
@Named("auditorEntry")
@RequestScoped
public class EntryPage {

    @Inject
    private AuditService audit;

    @Inject
    private SealedChangeService changes;

    @Inject
    private StaffService staff;

    private String number;
    private String showReason;
    private AuditEvent entry;
    private TrailWords words;
    private List<BeforeAfter.Value> values;

    /** Reads the entry that the address names; called when the page is opened. */
    public void load() {
        entry = audit.get(seq());
        words = new TrailWords(staff.numbers());
    }

    /** Opens what the entry seals. */
    public void show() {
        values = changes.show(seq(), showReason);
        showReason = null;
    }

    private long seq() {
        if (number == null || !number.matches("[1-9][0-9]{0,17}")) {
            throw new NotFound();
        }
        return Long.parseLong(number);
    }

    public AuditEvent getEntry() {
        return entry;
    }

    public TrailWords getWords() {
        return words;
    }

    /** Null until they were asked for. */
    public List<BeforeAfter.Value> getValues() {
        return values;
    }

    /** A field in words. */
    public String field(String name) {
        return Texts.get("operator", "entry.field." + name);
    }

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }

    public String getShowReason() {
        return showReason;
    }

    public void setShowReason(String showReason) {
        this.showReason = showReason;
    }
}
