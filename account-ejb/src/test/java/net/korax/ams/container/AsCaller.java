package net.korax.ams.container;

import java.security.Principal;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.security.auth.Subject;

/**
 * Calls the business as somebody who has signed in. Sets the server's own security context of the calling thread, which is where
 * its web container leaves what the sign-in found: the principal's name and the groups.
 */
final class AsCaller {

    private AsCaller() {}

    /** @param principal {@code <user>} or {@code <user>.<account>} */
    static <T> T call(String principal, Set<String> roles, Callable<T> work) throws Exception {
        Class<?> contexts = Class.forName("com.sun.enterprise.security.SecurityContext");
        Object before = contexts.getMethod("getCurrent").invoke(null);
        Object context =
                contexts.getConstructor(String.class, Subject.class).newInstance(principal, subject(principal, roles));
        contexts.getMethod("setCurrent", contexts).invoke(null, context);
        try {
            return work.call();
        } finally {
            contexts.getMethod("setCurrent", contexts).invoke(null, before);
        }
    }

    /** Calls as nobody. */
    static <T> T nobody(Callable<T> work) throws Exception {
        Class<?> contexts = Class.forName("com.sun.enterprise.security.SecurityContext");
        Object before = contexts.getMethod("getCurrent").invoke(null);
        contexts.getMethod("setUnauthenticatedContext").invoke(null);
        try {
            return work.call();
        } finally {
            contexts.getMethod("setCurrent", contexts).invoke(null, before);
        }
    }

    private static Subject subject(String principal, Set<String> roles) throws ReflectiveOperationException {
        Subject subject = new Subject();
        subject.getPrincipals().add(named("org.glassfish.security.common.PrincipalImpl", principal));
        for (String role : roles) {
            subject.getPrincipals().add(named("org.glassfish.security.common.Group", role));
        }
        return subject;
    }

    private static Principal named(String type, String name) throws ReflectiveOperationException {
        return (Principal) Class.forName(type).getConstructor(String.class).newInstance(name);
    }
}
