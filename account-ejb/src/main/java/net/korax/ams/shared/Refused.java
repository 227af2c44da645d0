package net.korax.ams.shared;

import jakarta.ejb.ApplicationException;
import java.util.Objects;

/**
 * The business says no. The transaction is rolled back and the page shows the text of {@code refused.<code>}. The
 * message is the code alone, so that no log and no error page can repeat what a customer typed.
 */
@ApplicationException(rollback = true)
public class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Object[] args;

    /**
     * @param code dotted lower-case key, never user data
     * @param args values for the shown text (limits, counts, names of roles); never a PAN, password or key
     */
    public Refused(String code, Object... args) {
        super(Objects.requireNonNull(code, "code"));
        this.code = code;
        this.args = args.clone();
    }

    public String code() {
        return code;
    }

    /** Never null; empty after the exception crossed a serialising boundary. */
    public Object[] args() {
        return args == null ? new Object[0] : args.clone();
    }
}
