package net.korax.ams.web.customer;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.identity.UserService;
import net.korax.ams.identity.VisitService;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Notices;
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

    private String current;
    private String next;
    private String repeated;

    @PostConstruct
    void look() {
        visits = new OwnVisits(visitService);
    }

    public OwnVisits getVisits() {
        return visits;
    }

    public boolean isWithSecondFactor() {
        return users.me().hasSecondFactor();
    }

    public String change() {
        if (!next.equals(repeated)) {
            refusals.show(new Refused("password.repeated"), "repeated");
            return null;
        }
        try {
            users.changePassword(current, next);
        } catch (Refused refused) {
            boolean ofTheNew = refused.code().startsWith("password.") && !"password.current".equals(refused.code());
            refusals.show(refused, ofTheNew ? "next" : "current");
            return null;
        }
        Notices.done("customer", "security.changed");
        return "/customer/data.xhtml?faces-redirect=true";
    }

    public String getCurrent() {
        return null;
    }

    public void setCurrent(String current) {
        this.current = current;
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
