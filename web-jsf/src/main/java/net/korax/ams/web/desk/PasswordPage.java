package net.korax.ams.web.desk;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.identity.UserService;
import net.korax.ams.web.support.OwnPassword;
import net.korax.ams.web.support.Refusals;

/** The password of somebody who works here (PCI 8.3.6, 8.3.7). */
@Named("deskPassword")
@RequestScoped
public class PasswordPage {

    @Inject
    private UserService users;

    @Inject
    private Refusals refusals;

    private OwnPassword password;

    @PostConstruct
    void look() {
        password = new OwnPassword(users, refusals);
    }

    public OwnPassword getPassword() {
        return password;
    }

    public String change() {
        return password.change() ? "/desk/visits.xhtml?faces-redirect=true" : null;
    }
}
