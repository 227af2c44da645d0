package net.korax.ams.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.consent.Purpose;
import net.korax.ams.consent.PurposeService;

/** What customers can consent to, and to whom their data would go (P01). */
@Named("operatorPurposes")
@RequestScoped
public class PurposesPage {

    @Inject
    private PurposeService service;

    private List<Purpose> purposes;

    @PostConstruct
    void load() {
        purposes = service.list();
    }

    public List<Purpose> getPurposes() {
        return purposes;
    }
}
