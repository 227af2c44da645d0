package net.korax.ams.web.farewell;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import net.korax.ams.erasure.Erasure;
import net.korax.ams.erasure.ErasureService;
import net.korax.ams.erasure.Progress;
import net.korax.ams.web.support.ObjectId;
import net.korax.ams.web.support.Texts;

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
        if (getProgress().isFinished()) {
            ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
            external.redirect(external.getRequestContextPath() + "/closed.xhtml?id=" + ObjectId.of(id));
        }
    }

    public Progress getProgress() {
        return erasures.progress(ObjectId.of(id));
    }

    /** The steps in the customer's words. */
    public List<String> getSteps() {
        return Arrays.stream(Erasure.Step.values())
                .filter(step -> step != Erasure.Step.DONE)
                .map(step -> Texts.get("public", "closing.step." + step))
                .toList();
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
