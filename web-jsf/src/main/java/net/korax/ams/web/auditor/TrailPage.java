package net.korax.ams.web.auditor;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.audit.AuditEvent;
import net.korax.ams.audit.AuditService;
import net.korax.ams.identity.StaffService;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.ObjectId;
import net.korax.ams.web.support.Refusals;

/**
 * The audit trail, newest first, in pages of fifty that an address names by the number before which they end; so an address
 * always shows the same entries.
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
    private String account;
    private String accountId;
    private List<AuditEvent> entries;
    private TrailWords words;
    private AuditService.Verification verification;

    /** Reads what the address names; called when the page is opened. */
    public void load() {
        accountId = account;
        entries = audit.page(bound(), account == null ? null : ObjectId.of(account));
        words = new TrailWords(staff.numbers());
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

    /** Goes to the entries of the account that was typed. */
    public String filter() {
        try {
            return "/auditor/trail.xhtml?faces-redirect=true&account=" + ObjectId.of(accountId.strip());
        } catch (NotFound nonsense) {
            refusals.show(new Refused("account-id.malformed"));
            return null;
        }
    }

    public void verify() {
        verification = audit.verify();
    }

    public AuditService.Verification getVerification() {
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
        return words;
    }

    public String getBefore() {
        return before;
    }

    public void setBefore(String before) {
        this.before = before;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public String getAccountId() {
        return accountId;
    }

    public void setAccountId(String accountId) {
        this.accountId = accountId;
    }
}
