package net.korax.ams.web.support;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;

/** Tells a person that something was done; the text survives one redirect. */
public final class Notices {

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
        context.getExternalContext().getFlash().setKeepMessages(true);
        context.addMessage(null, new FacesMessage(severity, text, text));
    }
}
