package net.korax.ams.web.staff;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import net.korax.ams.account.AccountSearchService;
import net.korax.ams.account.AccountSearchService.FoundAccount;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.account.IdentityService;
import net.korax.ams.account.IdentityState;
import net.korax.ams.account.IdentityVerdict;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;

/** Saying whether the holder of an account is who he says, with the reason, and reading what was said before (P05). */
@Named("staffIdentity")
@ViewScoped
public class IdentityPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient IdentityService identities;

    @Inject
    private transient AccountSearchService accounts;

    private String account;
    private IdentityState state;
    private IdentityCheck check;
    private String reason;
    private transient FoundAccount found;

    /** Finds the account that the address names; called once, when the page is opened. */
    public void load() {
        getFound();
    }

    public String set() {
        identities.set(ObjectId.of(account), state, check, reason);
        Notices.done("staff", "verdict.done");
        return "/staff/account.xhtml?faces-redirect=true&id=" + account;
    }

    public List<IdentityVerdict> getVerdicts() {
        return identities.of(ObjectId.of(account));
    }

    public List<IdentityState> getStates() {
        return List.of(IdentityState.VERIFIED, IdentityState.IN_DOUBT, IdentityState.UNVERIFIED);
    }

    public List<IdentityCheck> getChecks() {
        return Arrays.stream(IdentityCheck.values())
                .filter(any -> any != IdentityCheck.SIGNED_IN)
                .toList();
    }

    public FoundAccount getFound() {
        if (found == null) {
            found = accounts.get(ObjectId.of(account));
        }
        return found;
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public IdentityState getState() {
        return state;
    }

    public void setState(IdentityState state) {
        this.state = state;
    }

    public IdentityCheck getCheck() {
        return check;
    }

    public void setCheck(IdentityCheck check) {
        this.check = check;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }
}
