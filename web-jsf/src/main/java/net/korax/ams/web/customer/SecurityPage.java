package net.korax.ams.web.customer;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.identity.UserService;
import net.korax.ams.identity.VisitService;
import net.korax.ams.web.support.OwnPassword;
import net.korax.ams.web.support.OwnVisits;
import net.korax.ams.web.support.Refusals;

/** The customer's own visits and password. None of the password's fields is ever written back. */
@Named("customerSecurity")
@RequestScoped
public class SecurityPage {

    @Inject
    private UserService users;

    @Inject
    private VisitService visitService;

    @Inject
    private Refusals refusals;

    private OwnVisits visits;
    private OwnPassword password;

    @PostConstruct
    void look() {
        visits = new OwnVisits(visitService);
        password = new OwnPassword(users, refusals);
    }

    public OwnVisits getVisits() {
        return visits;
    }

    public boolean isWithSecondFactor() {
        return users.me().hasSecondFactor();
    }

    public OwnPassword getPassword() {
        return password;
    }

    public String change() {
        return password.change() ? "/customer/data.xhtml?faces-redirect=true" : null;
    }
}
