package net.korax.ams.web.support;

import jakarta.faces.context.FacesContext;
import java.util.List;
import net.korax.ams.identity.Visit;
import net.korax.ams.identity.VisitService;

/** A person's own visits, as customers and staff see and end them. */
public final class OwnVisits {

    private final VisitService service;
    private List<Visit> live;

    public OwnVisits(VisitService service) {
        this.service = service;
    }

    /** Those that go on, last seen first. */
    public List<Visit> getLive() {
        if (live == null) {
            live = service.mine();
        }
        return live;
    }

    /** Whether the person looks at it from this very visit. */
    public boolean isThisOne(Visit visit) {
        return visit.getId().equals(service.current());
    }

    /** Whether there is none but this. */
    public boolean isAlone() {
        return getLive().stream().allMatch(this::isThisOne);
    }

    /** Browser and system, such as “Firefox, Linux”. */
    public String name(Visit visit) {
        String browser = visit.getDevice().browser().product();
        String system = visit.getDevice().platform().product();
        return Texts.get(
                "common",
                "visits.name",
                browser == null ? Texts.get("common", "visits.other-browser") : browser,
                system == null ? Texts.get("common", "visits.other-system") : system);
    }

    /** Ends the one that the button names. */
    public String end() {
        FacesContext context = FacesContext.getCurrentInstance();
        service.end(ObjectId.of(
                context.getExternalContext().getRequestParameterMap().get("visit")));
        Notices.done("common", "visits.ended");
        return here(context);
    }

    public String endOthers() {
        Notices.done("common", "visits.ended-others", service.endOthers());
        return here(FacesContext.getCurrentInstance());
    }

    private static String here(FacesContext context) {
        return context.getViewRoot().getViewId() + "?faces-redirect=true";
    }
}
