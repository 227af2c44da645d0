package net.korax.ams.web.login;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import net.korax.ams.identity.Audience;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.SignInResult;
import net.korax.ams.identity.VisitService;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Refusals;

/**
 * Signing in and out. The session's id is changed before anything is proved, because not every server changes it by itself; a
 * refusal never says which of the fields was wrong.
 */
@Named("signIn")
@RequestScoped
public class SignInPage {

    private String userName;
    private String password;
    private String totp;

    @Inject
    private SecurityContext security;

    @Inject
    private SignInAnswer answer;

    @EJB
    private VisitService visits;

    @Inject
    private Refusals refusals;

    @Inject
    private FacesContext faces;

    public void signIn() throws IOException {
        enter(Audience.CUSTOMER);
    }

    public void staffSignIn() throws IOException {
        enter(Audience.STAFF);
    }

    private void enter(Audience audience) throws IOException {
        ExternalContext external = faces.getExternalContext();
        HttpServletRequest request = (HttpServletRequest) external.getRequest();
        HttpServletResponse response = (HttpServletResponse) external.getResponse();
        request.getSession();
        request.changeSessionId();
        AuthenticationStatus status = security.authenticate(
                request,
                response,
                AuthenticationParameters.withParams()
                        .credential(new AmsCredential(userName, password, totp, audience))
                        .newAuthentication(true));
        if (status == AuthenticationStatus.SUCCESS
                && answer.get().filter(SignInResult::isAccepted).isPresent()) {
            SessionBinding.untie(request);
            VisitCookie.give(
                    response,
                    visits.begin(
                            request.getHeader("User-Agent"),
                            VisitCookie.read(request).orElse(null)));
            external.redirect(
                    external.getRequestContextPath() + start(answer.get().get(), audience));
        } else {
            Duration delay = answer.get().map(SignInResult::delay).orElse(Duration.ZERO);
            refusals.show(
                    delay.isZero()
                            ? new Refused("sign-in.refused")
                            : new Refused("sign-in.too-soon", delay.toSeconds() + 1));
        }
        password = null;
        totp = null;
    }

    private static String start(SignInResult result, Audience audience) {
        if (audience == Audience.CUSTOMER) {
            return "/customer/overview.xhtml";
        }
        if (result.roles().contains(Roles.STAFF)) {
            return "/staff/queue.xhtml";
        }
        if (result.roles().contains(Roles.CARD_CUSTODIAN)) {
            return "/custodian/queue.xhtml";
        }
        if (result.roles().contains(Roles.OPERATOR)) {
            return "/operator/house.xhtml";
        }
        return "/auditor/trail.xhtml";
    }

    /** Ends the visit on every server and goes home. */
    public void signOut() throws IOException, ServletException {
        ExternalContext external = faces.getExternalContext();
        visits.signOut();
        ((HttpServletRequest) external.getRequest()).logout();
        external.invalidateSession();
        HttpServletResponse response = (HttpServletResponse) external.getResponse();
        VisitCookie.takeBack(response);
        response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
        external.redirect(external.getRequestContextPath() + "/");
    }

    public String getUserName() {
        return userName;
    }

    public void setUserName(String userName) {
        this.userName = userName;
    }

    public String getPassword() {
        return null;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getTotp() {
        return null;
    }

    public void setTotp(String totp) {
        this.totp = totp;
    }
}
