package net.korax.ams.container;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Somebody who has signed in, and calls the business. */
public class SignedIn {

    /** Something done for its effect. */
    public interface Action {
        void take() throws Exception;
    }

    private final String principal;
    private final Set<String> roles;

    protected SignedIn(String principal, Set<String> roles) {
        this.principal = principal;
        this.roles = roles;
    }

    /** Does something as this person, and gives back what came of it. */
    public <T> T gets(Callable<T> work) throws Exception {
        return AsCaller.call(principal, roles, work);
    }

    /** Does something as this person. */
    public void does(Action action) throws Exception {
        gets(() -> {
            action.take();
            return null;
        });
    }

    /** The same person, in one of his visits. */
    public SignedIn in(UUID visit) {
        return new SignedIn(principal.split("@")[0] + "@" + visit, roles);
    }

    /** The id of the user. */
    public UUID user() {
        return UUID.fromString(principal.split("[.@]")[0]);
    }
}
