package net.korax.ams.web.desk;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import net.korax.ams.identity.PasskeyService;
import net.korax.ams.identity.ProviderService;
import net.korax.ams.identity.ProviderService.Departure;
import net.korax.ams.identity.SecondFactorService;
import net.korax.ams.identity.SignInProvider;
import net.korax.ams.identity.UserService;
import net.korax.ams.web.support.AwaitedProvider;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.OwnSecondFactor;

/** The staff member’s own second factor, and the provider that may name him in place of his password. */
@Named("deskSecondFactor")
@RequestScoped
public class SecondFactorPage {

    @Inject
    private SecondFactorService service;

    @Inject
    private UserService users;

    @Inject
    private PasskeyService passkeys;

    @Inject
    private ProviderService provider;

    @Inject
    private FacesContext faces;

    private OwnSecondFactor factor;

    @PostConstruct
    void look() {
        factor = new OwnSecondFactor(service, users, passkeys);
    }

    public OwnSecondFactor getFactor() {
        return factor;
    }

    /** What people call the sign-in provider; null when the house has none. */
    public String getProviderName() {
        return SignInProvider.configured().map(SignInProvider::name).orElse(null);
    }

    public boolean isLinked() {
        return provider.isLinked();
    }

    /** Leads to the provider, which names who comes back. */
    public void link() throws IOException {
        ExternalContext external = faces.getExternalContext();
        Departure departure = provider.departToLink();
        AwaitedProvider.of(departure.trip(), (HttpServletRequest) external.getRequest());
        external.redirect(departure.address());
    }

    public void unlink() {
        provider.unlink();
        Notices.done("common", "provider.unlinked");
    }
}
