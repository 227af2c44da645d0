package net.korax.ams.web.signup;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import net.korax.ams.contact.ContactService;

/**
 * The end of the link in a verification mail. Opening it changes nothing, since mail scanners open links too; a button does, and
 * uses the link up.
 */
@Named("verify")
@ViewScoped
public class VerifyPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient ContactService contacts;

    private String token;
    private String outcome = "ask";

    public void confirm() {
        outcome = contacts.verify(token) ? "done" : "failed";
        token = null;
    }

    /** {@code ask}, {@code done} or {@code failed}. */
    public String getOutcome() {
        return token == null && "ask".equals(outcome) ? "failed" : outcome;
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }
}
