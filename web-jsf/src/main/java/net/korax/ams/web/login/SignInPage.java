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
import jakarta.security.enterprise.credential.Credential;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import net.korax.ams.identity.Audience;
import net.korax.ams.identity.PasskeySite;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.SignInResult;
import net.korax.ams.identity.VisitService;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.AwaitedPasskey;
import net.korax.ams.web.support.Notices;
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
    private String passkey;

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

    /** Without a password a moment ago there is no code to ask for. */
    public String expectCode() {
        return expectCode(Audience.CUSTOMER);
    }

    /** Without a word of the provider a moment ago there is none, either. */
    public String expectStaffCode() {
        return expectCode(Audience.STAFF);
    }

    private String expectCode(Audience audience) {
        return AwaitedCode.in(request(), audience).isPresent() ? null : door(audience) + "?faces-redirect=true";
    }

    /** The second step of a customer with a second factor. */
    public void signInWithCode() throws IOException {
        enterWithCode(Audience.CUSTOMER);
    }

    /** The second step of a member of staff whom a provider has named. */
    public void staffSignInWithCode() throws IOException {
        enterWithCode(Audience.STAFF);
    }

    private void enterWithCode(Audience audience) throws IOException {
        AwaitedCode awaited = AwaitedCode.in(request(), audience).orElse(null);
        if (awaited == null) {
            Notices.problem("public", "sign-in-code.late");
            redirect(door(audience));
            return;
        }
        enter(new CodeCredential(awaited.user(), totp, audience), audience);
    }

    /** Whether whose code is awaited has a passkey, too. */
    public boolean isPasskeyAwaited() {
        return isPasskeyOffered()
                && AwaitedCode.in(request()).filter(AwaitedCode::passkey).isPresent();
    }

    /** Whether the house has a name that passkeys can be bound to. */
    public boolean isPasskeyOffered() {
        return PasskeySite.configured().isPresent();
    }

    /** A passkey, after the password or instead of all. */
    public void signInWithPasskey() throws IOException {
        enterWithPasskey(Audience.CUSTOMER);
    }

    public void staffSignInWithPasskey() throws IOException {
        enterWithPasskey(Audience.STAFF);
    }

    private void enterWithPasskey(Audience audience) throws IOException {
        enter(new PasskeyCredential(AwaitedPasskey.in(request()), passkey, audience), audience);
        passkey = null;
    }

    private void enter(Audience audience) throws IOException {
        enter(new AmsCredential(userName, password, totp, audience), audience);
        password = null;
    }

    private void enter(Credential credential, Audience audience) throws IOException {
        HttpServletRequest request = request();
        request.getSession();
        request.changeSessionId();
        AuthenticationStatus status = security.authenticate(
                request,
                response(),
                AuthenticationParameters.withParams().credential(credential).newAuthentication(true));
        totp = null;
        SignInResult result = answer.get().orElse(null);
        if (status == AuthenticationStatus.SUCCESS && result != null && result.isAccepted()) {
            AwaitedCode.forget(request);
            SessionBinding.untie(request);
            VisitCookie.give(
                    response(),
                    visits.begin(
                            request.getHeader("User-Agent"),
                            result.factor(),
                            VisitCookie.read(request).orElse(null)));
            redirect(start(result, audience));
        } else if (result != null && result.awaitsCode() != null) {
            AwaitedCode.of(result.awaitsCode(), audience, result.awaitsPasskey(), request);
            redirect("/sign-in-code.xhtml");
        } else if (result == null || result.delay().isZero()) {
            if (credential instanceof CodeCredential) {
                refusals.show(new Refused("code.wrong"), "totp");
            } else if (credential instanceof PasskeyCredential) {
                refusals.show(new Refused("passkey.unknown"));
            } else {
                refusals.show(new Refused("sign-in.refused"));
            }
        } else {
            refusals.show(new Refused("sign-in.too-soon", result.delay().toSeconds() + 1));
        }
    }

    private void redirect(String page) throws IOException {
        faces.getExternalContext().redirect(faces.getExternalContext().getRequestContextPath() + page);
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) faces.getExternalContext().getRequest();
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) faces.getExternalContext().getResponse();
    }

    private static String door(Audience audience) {
        return audience == Audience.STAFF ? Reach.STAFF_DOOR : "/sign-in.xhtml";
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

    public String getPasskey() {
        return null;
    }

    public void setPasskey(String passkey) {
        this.passkey = passkey;
    }
}
