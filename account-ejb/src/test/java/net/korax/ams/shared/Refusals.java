package net.korax.ams.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** Says in one line that something is refused, and with which code. */
public final class Refusals {

    private Refusals() {}

    public static void assertRefused(String code, Executable action) {
        Refused refused = assertThrows(Refused.class, action);
        assertEquals(code, refused.code());
        assertEquals(code, refused.getMessage(), "the message must never carry what was typed");
    }
}
