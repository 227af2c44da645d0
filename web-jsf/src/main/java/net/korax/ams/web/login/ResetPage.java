package net.korax.ams.web.login;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import net.korax.ams.identity.PasswordResetService;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.Refusals;

/** The end of the link to a new password. Opening it changes nothing, since mail scanners open links too. */
@Named("reset")
@ViewScoped
public class ResetPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient PasswordResetService resets;

    @Inject
    private transient Refusals refusals;

    private String token;
    private transient String next;
    private transient String repeated;

    public String change() {
        if (!next.equals(repeated)) {
            refusals.show(new Refused("password.repeated"), "repeated");
            return null;
        }
        try {
            resets.reset(token, next);
        } catch (Refused refused) {
            if (refused.code().startsWith("password.")) {
                refusals.show(refused, "next");
            } else {
                refusals.show(refused);
            }
            return null;
        }
        Notices.done("public", "reset.done");
        return "/sign-in.xhtml?faces-redirect=true";
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }

    public String getNext() {
        return null;
    }

    public void setNext(String next) {
        this.next = next;
    }

    public String getRepeated() {
        return null;
    }

    public void setRepeated(String repeated) {
        this.repeated = repeated;
    }
}
