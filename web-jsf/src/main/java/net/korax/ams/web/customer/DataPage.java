package net.korax.ams.web.customer;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import net.korax.ams.account.AccountService;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.account.IdentityService;
import net.korax.ams.account.IdentityState;
import net.korax.ams.account.IdentityVerdict;
import net.korax.ams.erasure.ErasureService;
import net.korax.ams.identity.UserService;

/** What is stored about the holder, and closing the account for good (P03, P04). */
@Named("customerData")
@RequestScoped
public class DataPage {

    @Inject
    private AccountService accounts;

    @Inject
    private IdentityService identities;

    @Inject
    private UserService users;

    @Inject
    private ErasureService erasure;

    @Inject
    private ExternalContext external;

    private HolderDetails holder;
    private List<IdentityVerdict> verdicts;
    private String typedNumber;

    /** Closes the account and ends the visit; the next page shows how everything is erased. */
    public void close() throws IOException, ServletException {
        UUID certificate = erasure.closeMine(typedNumber).getCertificateId();
        ((HttpServletRequest) external.getRequest()).logout();
        external.invalidateSession();
        external.redirect(external.getRequestContextPath() + "/closing.xhtml?id=" + certificate);
    }

    public HolderDetails getHolder() {
        if (holder == null) {
            holder = accounts.holder();
        }
        return holder;
    }

    /** What our staff found out about who the holder is, the newest first. */
    public List<IdentityVerdict> getVerdicts() {
        if (verdicts == null) {
            verdicts = identities.mine();
        }
        return verdicts;
    }

    public IdentityState getIdentity() {
        return getVerdicts().stream().findFirst().map(IdentityVerdict::getState).orElse(IdentityState.UNVERIFIED);
    }

    public String getUserName() {
        return users.me().getUserName();
    }

    public String getTypedNumber() {
        return typedNumber;
    }

    public void setTypedNumber(String typedNumber) {
        this.typedNumber = typedNumber;
    }
}
