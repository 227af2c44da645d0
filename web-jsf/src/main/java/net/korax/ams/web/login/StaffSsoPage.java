package net.korax.ams.web.login;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import net.korax.ams.identity.Audience;
import net.korax.ams.identity.ProviderService;
import net.korax.ams.identity.ProviderService.Departure;
import net.korax.ams.identity.ProviderTrip;
import net.korax.ams.identity.SignInProvider;
import net.korax.ams.identity.SignInResult;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.AwaitedProvider;
import net.korax.ams.web.support.Notices;

/**
 * The way of a member of staff to the sign-in provider and back; nobody sees the page. What comes back counts in the browser that set out, and
 * once. Without a provider the page is as if it did not exist.
 */
@Named("staffSso")
@RequestScoped
public class StaffSsoPage {

    static final String PAGE = "/staff-sso.xhtml";

    private static final String DOOR = "/staff-sign-in.xhtml?faces-redirect=true";
    private static final String CODE = "/staff-sign-in-code.xhtml?faces-redirect=true";
    private static final String OWN_FACTOR = "/desk/second-factor.xhtml?faces-redirect=true";

    @EJB
    private ProviderService service;

    @Inject
    private FacesContext faces;

    /** What the button says whom one signs in with; null when there is no provider. */
    public String getName() {
        return SignInProvider.configured().map(SignInProvider::name).orElse(null);
    }

    /** Sets out; or takes what the provider answers, which names a state. */
    public String travel() throws IOException {
        Map<String, String> given = faces.getExternalContext().getRequestParameterMap();
        if (!given.containsKey("state")) {
            return depart();
        }
        ProviderTrip trip = AwaitedProvider.take(request());
        boolean linking = trip != null && trip.linking() != null;
        try {
            if (linking) {
                service.link(trip, given.get("state"), given.get("code"));
                Notices.done("common", "provider.linked");
                return OWN_FACTOR;
            }
            return expect(service.arrive(trip, given.get("state"), given.get("code")));
        } catch (NotFound off) {
            throw off;
        } catch (Refused refused) {
            Notices.problem("refused", "refused." + refused.code(), refused.args());
            return linking ? OWN_FACTOR : DOOR;
        }
    }

    private String depart() throws IOException {
        try {
            Departure departure = service.depart();
            AwaitedProvider.of(departure.trip(), request());
            faces.getExternalContext().redirect(departure.address());
            return null;
        } catch (NotFound off) {
            throw off;
        } catch (Refused refused) {
            Notices.problem("refused", "refused." + refused.code(), refused.args());
            return DOOR;
        }
    }

    private String expect(SignInResult result) {
        if (result.awaitsCode() == null) {
            Notices.problem(
                    "refused", "refused.sign-in.too-soon", result.delay().toSeconds() + 1);
            return DOOR;
        }
        request().changeSessionId();
        AwaitedCode.of(result.awaitsCode(), Audience.STAFF, result.awaitsPasskey(), request());
        return CODE;
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) faces.getExternalContext().getRequest();
    }
}
