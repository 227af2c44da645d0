package net.korax.ams.web.desk;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.identity.PasskeyService;
import net.korax.ams.identity.SecondFactorService;
import net.korax.ams.identity.UserService;
import net.korax.ams.web.support.OwnSecondFactor;

/** The staff member’s own second factor. */
@Named("deskSecondFactor")
@RequestScoped
public class SecondFactorPage {

    @Inject
    private SecondFactorService service;

    @Inject
    private UserService users;

    @Inject
    private PasskeyService passkeys;

    private OwnSecondFactor factor;

    @PostConstruct
    void look() {
        factor = new OwnSecondFactor(service, users, passkeys);
    }

    public OwnSecondFactor getFactor() {
        return factor;
    }
}
