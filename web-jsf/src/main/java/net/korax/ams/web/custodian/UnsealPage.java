package net.korax.ams.web.custodian;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.card.UnsealService;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.Refusals;

/** Opening custody after a start, by two custodians with a component each, or sealing it again. */
@Named("custodianUnseal")
@RequestScoped
public class UnsealPage {

    private static final String HERE = "/custodian/unseal.xhtml?faces-redirect=true";

    @Inject
    private UnsealService service;

    @Inject
    private Refusals refusals;

    private String component;

    /** Hands the typed component over; it is kept nowhere here. */
    public String offer() {
        String typed = component;
        component = null;
        try {
            Notices.done("staff", service.offer(typed) ? "unseal.open-now" : "unseal.first-taken");
            return HERE;
        } catch (Refused refused) {
            refusals.show(refused, "component");
            return null;
        }
    }

    public String seal() {
        service.seal();
        Notices.done("staff", "unseal.sealed-now");
        return HERE;
    }

    public UnsealService.Standing getStanding() {
        return service.standing();
    }

    /** Never shown again. */
    public String getComponent() {
        return null;
    }

    public void setComponent(String component) {
        this.component = component;
    }
}
