package net.korax.ams.web.login;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import net.korax.ams.identity.PasswordResetService;

/** Asking for a link to a new password; the page says the same for every name. */
@Named("forgot")
@RequestScoped
public class ForgotPage {

    @EJB
    private PasswordResetService resets;

    private String userName;
    private boolean asked;

    public void ask() {
        resets.ask(userName);
        asked = true;
    }

    public boolean isAsked() {
        return asked;
    }

    public String getUserName() {
        return userName;
    }

    public void setUserName(String userName) {
        this.userName = userName;
    }
}
