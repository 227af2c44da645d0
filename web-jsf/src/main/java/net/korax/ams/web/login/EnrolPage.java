package net.korax.ams.web.login;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import net.korax.ams.identity.EnrolmentService;
import net.korax.ams.identity.EnrolmentService.Offer;
import net.korax.ams.identity.SealedFactor;
import net.korax.ams.identity.UserName;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.Refusals;
import net.korax.ams.web.support.SecretPicture;

/** The end of the link by which somebody becomes a member of staff. Opening it changes nothing. */
@Named("enrol")
@ViewScoped
public class EnrolPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String LATE = "enrol.late";

    @Inject
    private transient EnrolmentService service;

    @Inject
    private transient Refusals refusals;

    private String token;
    private String name;
    private boolean open;
    private SealedFactor app;
    private transient UserName userName;
    private transient String next;
    private transient String repeated;
    private transient String code;

    /** Looks what the link offers; called once, when the page is opened. */
    public void load() {
        try {
            Offer offer = service.offer(token);
            name = offer.userName();
            app = service.draw(token);
            open = true;
        } catch (Refused late) {
            open = false;
        }
    }

    public String enrol() {
        if (!next.equals(repeated)) {
            refusals.show(new Refused("password.repeated"), "repeated");
            return null;
        }
        try {
            service.enrol(token, userName, next, code, app);
        } catch (Refused refused) {
            show(refused);
            return null;
        }
        Notices.done("public", "enrol.done");
        return "/staff-sign-in.xhtml?faces-redirect=true";
    }

    private void show(Refused refused) {
        if (refused.code().equals(LATE)) {
            open = false;
        } else if (refused.code().startsWith("password.")) {
            refusals.show(refused, "next");
        } else {
            refusals.show(refused);
        }
    }

    /** Whether the link works. */
    public boolean isOpen() {
        return open;
    }

    /** Whether its user is the first one here, and chooses his name. */
    public boolean isFirst() {
        return name == null;
    }

    public String getName() {
        return name;
    }

    /** What the app reads; null when the link has stopped working meanwhile. */
    public SecretPicture getPicture() {
        return SecretPicture.of(service.show(token, app));
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }

    public UserName getUserName() {
        return userName;
    }

    public void setUserName(UserName userName) {
        this.userName = userName;
    }

    public String getNext() {
        return null;
    }

    public void setNext(String next) {
        this.next = next;
    }

    public String getRepeated() {
        return null;
    }

    public void setRepeated(String repeated) {
        this.repeated = repeated;
    }

    public String getCode() {
        return null;
    }

    public void setCode(String code) {
        this.code = code;
    }
}
