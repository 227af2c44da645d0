package net.korax.ams.shared;

import jakarta.ejb.ApplicationException;

/** There is no such object for this caller: the same answer for one that never was and for another customer's (P09). */
@ApplicationException(rollback = true)
public class NotFound extends Refused {

    private static final long serialVersionUID = 1L;

    public NotFound() {
        super("not-found");
    }
}
