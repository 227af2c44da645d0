package net.korax.ams.web.support;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a person that something was done; the text survives redirects until a page has shown it. It waits in the session: the flash scope
 * of Faces would set a cookie of its own (P20), and each implementation another.
 */
public final class Notices {

    private static final String WAITING = Notices.class.getName();

    private Notices() {}

    /** @param bundle as in {@link Texts#get} */
    public static void done(String bundle, String key, Object... args) {
        add(FacesMessage.SEVERITY_INFO, Texts.get(bundle, key, args));
    }

    /** For what went wrong without anybody's refusal, such as a mail that could not be sent. */
    public static void problem(String bundle, String key, Object... args) {
        add(FacesMessage.SEVERITY_ERROR, Texts.get(bundle, key, args));
    }

    private static void add(FacesMessage.Severity severity, String text) {
        FacesContext context = FacesContext.getCurrentInstance();
        FacesMessage message = new FacesMessage(severity, text, text);
        context.addMessage(null, message);
        ArrayList<FacesMessage> waiting = waiting(context);
        waiting.add(message);
        context.getExternalContext().getSessionMap().put(WAITING, waiting);
    }

    /** What an earlier request has left to be told by this page; it is told once. */
    static List<FacesMessage> take(FacesContext context) {
        List<FacesMessage> waiting = waiting(context);
        if (!waiting.isEmpty()) {
            context.getExternalContext().getSessionMap().remove(WAITING);
            waiting.removeIf(context.getMessageList()::contains);
        }
        return waiting;
    }

    @SuppressWarnings("unchecked")
    private static ArrayList<FacesMessage> waiting(FacesContext context) {
        if (context.getExternalContext().getSession(false) == null) {
            return new ArrayList<>();
        }
        Object waiting = context.getExternalContext().getSessionMap().get(WAITING);
        return waiting == null ? new ArrayList<>() : new ArrayList<>((List<FacesMessage>) waiting);
    }
}
