package net.korax.ams.web.desk;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.identity.VisitService;
import net.korax.ams.web.support.OwnVisits;

/** Where somebody who works here is signed in. */
@Named("deskVisits")
@RequestScoped
public class VisitsPage {

    @Inject
    private VisitService service;

    private OwnVisits visits;

    @PostConstruct
    void look() {
        visits = new OwnVisits(service);
    }

    public OwnVisits getVisits() {
        return visits;
    }
}
