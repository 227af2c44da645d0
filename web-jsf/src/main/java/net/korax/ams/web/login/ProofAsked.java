package net.korax.ams.web.login;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UIInput;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.validator.ValidatorException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.UUID;
import net.korax.ams.identity.PasskeySite;
import net.korax.ams.identity.UserService;
import net.korax.ams.identity.VisitService;
import net.korax.ams.identity.VisitToken;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Refusals;

/**
 * {@code ax:prove}: asks within a form, before what is sensitive, who is there (ASVS 7.5.1, 7.5.3), unless that was proved a short
 * while ago. A page needs nothing but the tag: the fields are checked as any other, so what else was typed stays.
 */
@Named("prove")
@RequestScoped
public class ProofAsked {

    /** A page that is opened asks early enough to leave time for its form. */
    private static final Duration ON_OPENING = Duration.ofMinutes(5);

    private static final Duration ON_SENDING = Duration.ofMinutes(10);
    private static final String PASSWORD_ALONE = "provePassword";
    private static final String PASSWORD_AND_CODE = "proveBoth";
    private static final String CODE = "proveCode";

    @EJB
    private VisitService visits;

    @EJB
    private UserService users;

    @Inject
    private FacesContext faces;

    @Inject
    private Refusals refusals;

    private Boolean due;

    /** Whether it has to be asked. The same for the whole of a request, until the answer is there. */
    public boolean isDue() {
        if (due == null) {
            due = !visits.isProved(faces.isPostback() && !asked() ? ON_SENDING : ON_OPENING);
        }
        return due;
    }

    public boolean isWithCode() {
        return users.me().hasSecondFactor();
    }

    /** Whether a passkey may stand in for all of it; PasskeyServlet takes it at once, without the form. */
    public boolean isWithPasskey() {
        return users.me().hasPasskey() && PasskeySite.configured().isPresent();
    }

    /** Checks both fields; a validator of the last of them. */
    public void check(FacesContext context, UIComponent last, Object typed) {
        boolean withCode = CODE.equals(last.getId());
        UIInput password = (UIInput) (withCode ? last.findComponent(PASSWORD_AND_CODE) : last);
        if (!password.isValid()) {
            return;
        }
        Object secret = withCode ? password.getValue() : typed;
        try {
            visit(visits.prove(secret.toString(), withCode ? typed.toString() : null));
        } catch (Refused refused) {
            String text = refusals.text(refused);
            throw new ValidatorException(new FacesMessage(FacesMessage.SEVERITY_ERROR, text, text));
        }
        due = false;
    }

    /** The visit goes on under a new reference, and the session under a new id (ASVS 7.2.4). */
    private void visit(VisitToken renewed) {
        ExternalContext external = faces.getExternalContext();
        UUID visit = visits.current();
        SessionBinding.tie((HttpServletRequest) external.getRequest(), visit, renewed);
        VisitCookie.give((HttpServletResponse) external.getResponse(), renewed);
    }

    private boolean asked() {
        return faces.getExternalContext().getRequestParameterMap().keySet().stream()
                .anyMatch(name -> name.endsWith(":" + PASSWORD_ALONE) || name.endsWith(":" + PASSWORD_AND_CODE));
    }

    /** Never written back. */
    public String getNothing() {
        return null;
    }

    public void setNothing(String typed) {
        // The fields are checked, and kept nowhere.
    }
}
