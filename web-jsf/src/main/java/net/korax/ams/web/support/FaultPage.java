package net.korax.ams.web.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Backs the error pages: the id to quote and the way back. */
@Named("fault")
@RequestScoped
public class FaultPage {

    static final String ID = FaultPage.class.getName() + ".id";
    static final String KIND = FaultPage.class.getName() + ".kind";

    private static final String ROLES = FaultPage.class.getName() + ".roles";

    private static final Map<String, String> START = start();

    private HttpServletRequest request;
    private String id;
    private String kind;

    protected FaultPage() {}

    @Inject
    FaultPage(HttpServletRequest request) {
        this.request = request;
    }

    /** Who calls, for an answer that is given before the container is told. */
    public static void tell(HttpServletRequest request, Set<String> roles) {
        request.setAttribute(ROLES, roles);
    }

    /** Of the log record when there is one, else a new one. */
    public String getId() {
        if (id == null) {
            Object known = request.getAttribute(ID);
            Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
            if (known != null) {
                id = known.toString();
            } else {
                id = thrown == null ? Fault.newId() : Fault.record((Throwable) thrown);
            }
            request.setAttribute(ID, id);
        }
        return id;
    }

    /** From the address of {@code fault.xhtml}; anything but an id is ignored. */
    public void setId(String id) {
        this.id = Fault.isId(id) ? id : null;
    }

    public String getKind() {
        return kind;
    }

    /** Of the two that are answered 503; that of the store when nobody has said which. */
    public String getWait() {
        return FaultKind.BUSY.path().equals(request.getAttribute(KIND))
                ? FaultKind.BUSY.path()
                : FaultKind.UNAVAILABLE.path();
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    /** Gives {@code fault.xhtml} the status of its kind, which an AJAX answer could not have. */
    public void answer() {
        FaultKind known = FaultKind.of(kind).orElse(FaultKind.NOT_FOUND);
        kind = known.path();
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        known.headers(external);
        external.setResponseStatus(known.status());
    }

    /** The start page of whoever is signed in, else of the site. */
    public String getWayBack() {
        return START.entrySet().stream()
                .filter(start -> isIn(start.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("/index.xhtml");
    }

    private boolean isIn(String role) {
        return request.isUserInRole(role)
                || request.getAttribute(ROLES) instanceof Set<?> roles && roles.contains(role);
    }

    private static Map<String, String> start() {
        Map<String, String> start = new LinkedHashMap<>();
        start.put("customer", "/customer/overview.xhtml");
        start.put("staff", "/staff/queue.xhtml");
        start.put("card-custodian", "/custodian/queue.xhtml");
        start.put("operator", "/operator/house.xhtml");
        start.put("auditor", "/auditor/trail.xhtml");
        return start;
    }
}
