package net.korax.ams.web.farewell;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import net.korax.ams.erasure.ErasureService;
import net.korax.ams.erasure.Progress;
import net.korax.ams.web.support.ObjectId;

/** How far an erasure has come, asked for every second; at its end it leads to the certificate. */
@Named("closing")
@ViewScoped
public class ClosingPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient ErasureService erasures;

    private String id;

    /** Looks, and goes on to the certificate when all is done. */
    public void look() throws IOException {
        if (id != null && getProgress().isFinished()) {
            ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
            external.redirect(external.getRequestContextPath() + "/closed.xhtml?id=" + ObjectId.of(id));
        }
    }

    /** Null when the address names none. */
    public Progress getProgress() {
        return id == null ? null : erasures.progress(ObjectId.of(id));
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
