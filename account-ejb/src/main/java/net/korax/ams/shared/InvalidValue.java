package net.korax.ams.shared;

import jakarta.ejb.ApplicationException;

/** What was typed is not a value of its kind; thrown by value types, so an invalid value cannot exist. */
@ApplicationException(rollback = true)
public class InvalidValue extends Refused {

    private static final long serialVersionUID = 1L;

    public InvalidValue(String code, Object... args) {
        super(code, args);
    }
}
