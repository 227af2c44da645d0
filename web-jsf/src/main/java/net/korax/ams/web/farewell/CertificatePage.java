package net.korax.ams.web.farewell;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.erasure.Certificate;
import net.korax.ams.erasure.ErasureService;
import net.korax.ams.web.support.ObjectId;

/** Whether a certificate of erasure is one of ours: by its address, as its code has it, or by what somebody pastes. */
@Named("certificate")
@RequestScoped
public class CertificatePage {

    @Inject
    private ErasureService erasures;

    private String id;
    private String shown;
    private boolean checked;
    private Certificate certificate;

    /** Looks a certificate up by the id in the address. One that is still being made leads to nothing yet. */
    public void load() {
        if (id != null) {
            certificate = erasures.certificate(ObjectId.of(id)).orElse(null);
            if (certificate == null) {
                erasures.progress(ObjectId.of(id));
            }
        }
    }

    public void check() {
        certificate = erasures.check(shown).orElse(null);
        checked = true;
    }

    /** Null when there is none to show. */
    public Certificate getCertificate() {
        return certificate;
    }

    /** Whether somebody asked and it is not ours. */
    public boolean isRefused() {
        return checked && certificate == null;
    }

    /** Whether the account of the address is still being erased. */
    public boolean isUnderWay() {
        return id != null && !checked && certificate == null;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getShown() {
        return shown;
    }

    public void setShown(String shown) {
        this.shown = shown;
    }
}
