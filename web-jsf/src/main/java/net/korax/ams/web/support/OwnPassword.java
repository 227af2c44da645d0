package net.korax.ams.web.support;

import net.korax.ams.identity.UserService;
import net.korax.ams.shared.Refused;

/** A person's own password on a page; what is typed is never written back. */
public final class OwnPassword {

    private final UserService users;
    private final Refusals refusals;
    private String current;
    private String next;
    private String repeated;

    public OwnPassword(UserService users, Refusals refusals) {
        this.users = users;
        this.refusals = refusals;
    }

    /** Whether it was changed; what stands against it is shown at its field. */
    public boolean change() {
        if (!next.equals(repeated)) {
            refusals.show(new Refused("password.repeated"), "repeated");
            return false;
        }
        try {
            users.changePassword(current, next);
        } catch (Refused refused) {
            boolean ofTheNew = refused.code().startsWith("password.") && !"password.current".equals(refused.code());
            refusals.show(refused, ofTheNew ? "next" : "current");
            return false;
        }
        Notices.done("common", "password.changed");
        return true;
    }

    public String getCurrent() {
        return null;
    }

    public void setCurrent(String current) {
        this.current = current;
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
}
