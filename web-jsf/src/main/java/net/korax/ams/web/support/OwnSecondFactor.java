package net.korax.ams.web.support;

import java.util.List;
import net.korax.ams.identity.PasskeyService;
import net.korax.ams.identity.SecondFactorService;
import net.korax.ams.identity.UserService;

/** A person's own second factor on a page: what is shown once is held for one response, and nowhere else. */
public final class OwnSecondFactor {

    private final SecondFactorService service;
    private final UserService users;
    private final OwnPasskeys passkeys;
    private SecretPicture picture;
    private boolean read;
    private String code;
    private List<String> codes = List.of();

    public OwnSecondFactor(SecondFactorService service, UserService users, PasskeyService passkeys) {
        this.service = service;
        this.users = users;
        this.passkeys = new OwnPasskeys(passkeys);
    }

    public boolean isOn() {
        return users.me().hasSecondFactor();
    }

    /** Whether the app is one. */
    public boolean isAppOn() {
        return users.me().hasTotp();
    }

    public OwnPasskeys getPasskeys() {
        return passkeys;
    }

    public int getCodesLeft() {
        return service.recoveryCodesLeft();
    }

    /** Whether one is being set up, or another in its place. */
    public boolean isBegun() {
        return users.me().isTotpBegun();
    }

    public void begin() {
        service.begin();
        read = false;
    }

    /** Takes what was begun, with the code that was typed. */
    public void confirm() {
        codes = service.confirm(code);
    }

    public void renewCodes() {
        codes = service.renewRecoveryCodes();
    }

    public void drop() {
        service.drop();
        Notices.done("common", "second-factor.dropped");
    }

    /** What the app reads; null when there is nothing to show. */
    public SecretPicture getPicture() {
        if (!read) {
            picture = SecretPicture.of(service.begun());
            read = true;
        }
        return picture;
    }

    /** Never written back. */
    public String getCode() {
        return null;
    }

    public void setCode(String code) {
        this.code = code;
    }

    /** Recovery codes to be written down now; empty at any other time. */
    public List<String> getCodes() {
        return codes.isEmpty() ? passkeys.codes() : codes;
    }
}
