package net.korax.ams.web.support;

import jakarta.ejb.AccessLocalException;
import jakarta.ejb.EJBAccessException;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.FacesException;
import jakarta.faces.application.ProtectedViewException;
import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerWrapper;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.PartialResponseWriter;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.faces.event.PhaseId;
import jakarta.persistence.OptimisticLockException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import net.korax.ams.identity.Busy;
import net.korax.ams.persistence.StoreFailure;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import org.primefaces.csp.CspException;

/**
 * No failure reaches a browser as it is. What the business refuses in an action becomes a message on the same page;
 * everything else becomes one of the error pages. The exception is never handed to the server, which would print its
 * text into the page and the log.
 */
class FaultHandler extends ExceptionHandlerWrapper {

    private static final String XML = "text/xml";

    FaultHandler(ExceptionHandler wrapped) {
        super(wrapped);
    }

    @Override
    public void handle() {
        FacesContext context = FacesContext.getCurrentInstance();
        Iterator<ExceptionQueuedEvent> events =
                getUnhandledExceptionQueuedEvents().iterator();
        while (events.hasNext()) {
            Throwable failure = events.next().getContext().getException();
            events.remove();
            if (!context.getResponseComplete()) {
                handle(context, failure);
            }
        }
    }

    private static void handle(FacesContext context, Throwable failure) {
        Optional<Refused> refused = find(failure, Refused.class)
                .or(() -> find(failure, OptimisticLockException.class).map(late -> new Refused("changed-meanwhile")));
        boolean canStay = context.getViewRoot() != null && context.getCurrentPhaseId() != PhaseId.RENDER_RESPONSE;
        if (refused.isPresent() && !(refused.get() instanceof NotFound) && canStay) {
            CDI.current().select(Refusals.class).get().show(refused.get());
        } else if (find(failure, ViewExpiredException.class).isPresent() && CookieProbe.signsInWithout(context)) {
            CookieProbe.showAgain(context);
        } else {
            show(context, failure);
        }
    }

    private static void show(FacesContext context, Throwable failure) {
        FaultKind kind = kind(failure);
        RefusalFilter.note((HttpServletRequest) context.getExternalContext().getRequest(), kind, isOfABentView());
        boolean ours = kind == FaultKind.BROKEN || kind == FaultKind.UNAVAILABLE;
        String id = ours ? Fault.record(failure) : Fault.newId();
        ExternalContext external = context.getExternalContext();
        try {
            if (context.getPartialViewContext().isAjaxRequest() && !external.isResponseCommitted()) {
                external.responseReset();
                lead(context, external.getRequestContextPath() + "/fault.xhtml?kind=" + kind.path() + "&id=" + id);
            } else if (!external.isResponseCommitted()) {
                HttpServletRequest request = (HttpServletRequest) external.getRequest();
                request.setAttribute(FaultPage.ID, id);
                request.setAttribute(FaultPage.KIND, kind.path());
                external.responseReset();
                kind.headers(external);
                external.responseSendError(kind.status(), null);
            }
            context.responseComplete();
        } catch (IOException gone) {
            throw new FacesException(gone);
        }
    }

    /** Half of an answer may wait in the writer of the page, and would come before the redirect; so that gets a writer of its own. */
    private static void lead(FacesContext context, String address) throws IOException {
        ExternalContext external = context.getExternalContext();
        if (context.getResponseWriter() == null) {
            external.redirect(address);
            return;
        }
        external.setResponseContentType(XML);
        external.setResponseCharacterEncoding(StandardCharsets.UTF_8.name());
        PartialResponseWriter writer = new PartialResponseWriter(context.getRenderKit()
                .createResponseWriter(external.getResponseOutputWriter(), XML, StandardCharsets.UTF_8.name()));
        writer.startDocument();
        writer.redirect(address);
        writer.endDocument();
    }

    private static FaultKind kind(Throwable failure) {
        if (find(failure, ViewExpiredException.class).isPresent() || isOfABentView()) {
            return FaultKind.EXPIRED;
        }
        if (find(failure, Busy.class).isPresent()) {
            return FaultKind.BUSY;
        }
        if (find(failure, NotFound.class).isPresent()
                || find(failure, FileNotFoundException.class).isPresent()) {
            return FaultKind.NOT_FOUND;
        }
        if (find(failure, EJBAccessException.class).isPresent()
                || find(failure, AccessLocalException.class).isPresent()
                || find(failure, ProtectedViewException.class).isPresent()) {
            return FaultKind.FORBIDDEN;
        }
        if (find(failure, CspException.class).isPresent()
                || find(failure, Refused.class).isPresent()) {
            return FaultKind.BAD_REQUEST;
        }
        return StoreFailure.isIn(failure) ? FaultKind.UNAVAILABLE : FaultKind.BROKEN;
    }

    /** What was sent does not fit the page: a view state of another page, or of none. Nothing has been done with it yet. */
    private static boolean isOfABentView() {
        FacesContext context = FacesContext.getCurrentInstance();
        return context.getCurrentPhaseId() == PhaseId.RESTORE_VIEW && context.isPostback();
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
