package net.korax.ams.web.support;

import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import net.korax.ams.identity.Passkey;
import net.korax.ams.identity.PasskeyService;
import net.korax.ams.identity.PasskeySite;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.Refused;

/**
 * A person's own passkeys on a page. One is added in two steps of the same form: the first asks, whereupon passkey.js fetches the answer
 * of the authenticator and sends the form once more.
 */
public final class OwnPasskeys {

    private final PasskeyService service;
    private String label;
    private String answer;
    private String options;
    private List<String> codes = List.of();

    OwnPasskeys(PasskeyService service) {
        this.service = service;
    }

    /** Whether the house has a name that passkeys can be bound to. */
    public boolean isOffered() {
        return PasskeySite.configured().isPresent();
    }

    public List<Passkey> getAll() {
        return service.mine();
    }

    public void add() {
        HttpServletRequest request = request();
        if (answer == null) {
            options = AwaitedPasskey.of(service.askNew(label), request);
            return;
        }
        try {
            codes = service.add(AwaitedPasskey.in(request), answer, label);
        } catch (InvalidValue ofTheLabel) {
            throw ofTheLabel;
        } catch (Refused refused) {
            answer = null;
            throw refused;
        }
        answer = null;
        label = null;
        Notices.done("common", "passkey.added");
    }

    /** Removes the one that the button names. */
    public void remove() {
        service.remove(ObjectId.of(FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .get("passkey")));
        Notices.done("common", "passkey.removed");
    }

    /** What the authenticator is asked now; null at any other time. */
    public String getOptions() {
        return options;
    }

    List<String> codes() {
        return codes;
    }

    public String getLabel() {
        return label;
    }

    public void setLabel(String label) {
        this.label = label;
    }

    /** Stays in the form while the label has to be mended. */
    public String getAnswer() {
        return answer;
    }

    public void setAnswer(String answer) {
        this.answer = answer;
    }

    private static HttpServletRequest request() {
        return (HttpServletRequest)
                FacesContext.getCurrentInstance().getExternalContext().getRequest();
    }
}
