package net.korax.ams.identity;

import jakarta.ejb.ApplicationException;
import java.time.Duration;

/**
 * More passwords are to be checked at this moment than the house takes on at once. Nothing was looked at and nothing counted; the same
 * may be asked again a little later.
 */
@ApplicationException(rollback = true)
public class Busy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** After so long it is worth asking again. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    Busy() {
        super("busy");
    }
}
