package net.korax.ams.web.farewell;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.erasure.Certificate;
import net.korax.ams.erasure.ErasureService;
import net.korax.ams.web.support.ObjectId;

/** The end: nothing is left but a certificate. Without an id in its address the page says the same without one. */
@Named("closed")
@RequestScoped
public class ClosedPage {

    @Inject
    private ErasureService erasures;

    private String id;
    private Certificate certificate;

    /** Null when there is none to show. */
    public Certificate getCertificate() {
        if (certificate == null && id != null) {
            certificate = erasures.certificate(ObjectId.of(id)).orElse(null);
        }
        return certificate;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
