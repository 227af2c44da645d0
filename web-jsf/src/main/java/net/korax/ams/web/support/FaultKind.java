package net.korax.ams.web.support;

import jakarta.faces.context.ExternalContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import net.korax.ams.identity.Busy;

/** The things that can go wrong, as far as a person has to tell them apart. */
public enum FaultKind {
    BAD_REQUEST(400),
    FORBIDDEN(403),
    NOT_FOUND(404),
    NOT_ALLOWED(405),
    EXPIRED(409),
    TOO_LARGE(413),
    TOO_LONG(414),
    UNREADABLE(415),
    TOO_MANY(429),
    BROKEN(500),
    BUSY(503);

    private final int status;

    FaultKind(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** Lower case with hyphens: the name in addresses and in the keys of the texts. */
    public String path() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the answer says beside its status. */
    void headers(ExternalContext answer) {
        if (this == BUSY) {
            answer.setResponseHeader("Retry-After", String.valueOf(Busy.RETRY_AFTER.toSeconds()));
        }
    }

    static Optional<FaultKind> of(String path) {
        return Arrays.stream(values()).filter(kind -> kind.path().equals(path)).findFirst();
    }
}
