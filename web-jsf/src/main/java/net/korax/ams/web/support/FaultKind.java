package net.korax.ams.web.support;

import jakarta.faces.context.ExternalContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
    BUSY(503),
    /** A store is away, full, or has no connection to give; or too many are slow to send what they have. */
    UNAVAILABLE(503);

    private static final String RETRY_AFTER = "Retry-After";

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
        if (status == BUSY.status) {
            answer.setResponseHeader(RETRY_AFTER, String.valueOf(Busy.RETRY_AFTER.toSeconds()));
        }
    }

    /** Answers with the page of its status, where no page has begun. */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(FaultPage.KIND, path());
        if (status == BUSY.status) {
            response.setHeader(RETRY_AFTER, String.valueOf(Busy.RETRY_AFTER.toSeconds()));
        }
        response.sendError(status);
    }

    static Optional<FaultKind> of(String path) {
        return Arrays.stream(values()).filter(kind -> kind.path().equals(path)).findFirst();
    }
}
