package net.korax.ams.web.desk;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.identity.VisitService;
import net.korax.ams.web.support.OwnVisits;

/** Where somebody who works here is signed in. */
@Named("deskVisits")
@RequestScoped
public class VisitsPage {

    private static final String HERE = "/desk/visits.xhtml?faces-redirect=true";

    @Inject
    private VisitService service;

    @Inject
    private ExternalContext external;

    private OwnVisits visits;

    @PostConstruct
    void look() {
        visits = new OwnVisits(service);
    }

    /** Ends the visit that the button names. */
    public String end() {
        visits.end(external.getRequestParameterMap().get("visit"));
        return HERE;
    }

    public String endOthers() {
        visits.endOthers();
        return HERE;
    }

    public OwnVisits getVisits() {
        return visits;
    }
}
