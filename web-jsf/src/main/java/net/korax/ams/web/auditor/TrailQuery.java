package net.korax.ams.web.auditor;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.TrailFilter;
import net.korax.ams.shared.NotFound;
import net.korax.ams.web.support.ObjectId;

/** What is wanted of the trail, as it stands in an address or is typed into a form: five texts, null where nothing is asked. */
public final class TrailQuery {

    private static final Pattern OPERATION = Pattern.compile("[a-z][a-z0-9.-]{0,59}");

    private String who;
    private String account;
    private String what;
    private String from;
    private String until;

    void take(TrailQuery other) {
        who = other.who;
        account = other.account;
        what = other.what;
        from = other.from;
        until = other.until;
    }

    /**
     * The filter that is meant.
     *
     * @param numbers of the staff, by user
     * @throws NotFound when there is no such thing as is asked for
     */
    TrailFilter filter(Map<UUID, String> numbers) {
        if (wrong(numbers) != null) {
            throw new NotFound();
        }
        return new TrailFilter(
                who == null ? null : actor(numbers),
                account == null ? null : ObjectId.of(account),
                what,
                from == null ? null : begin(from, 0),
                until == null ? null : begin(until, 1));
    }

    /** The code of the first refusal, or null. */
    String wrong(Map<UUID, String> numbers) {
        if (who != null && actor(numbers) == null) {
            return "who.unknown";
        }
        if (account != null && !isId(account)) {
            return "account-id.malformed";
        }
        if (what != null && !OPERATION.matcher(what).matches()) {
            return "what.unknown";
        }
        if (from != null && begin(from, 0) == null) {
            return "from.malformed";
        }
        return until != null && begin(until, 1) == null ? "until.malformed" : null;
    }

    /** As the end of an address, each with {@code &} in front. */
    public String address() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("who", who);
        parts.put("account", account);
        parts.put("what", what);
        parts.put("from", from);
        parts.put("until", until);
        return parts.entrySet().stream()
                .filter(part -> part.getValue() != null)
                .map(part -> "&" + part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining());
    }

    /** As the end of an address that has nothing else; empty when nothing is asked for. */
    public String getStart() {
        return isNarrow() ? "?" + address().substring(1) : "";
    }

    /** Whether anything is asked for. */
    public boolean isNarrow() {
        return !address().isEmpty();
    }

    private String actor(Map<UUID, String> numbers) {
        if (who.equals(AuditEntry.SYSTEM) || who.equals("anonymous")) {
            return who;
        }
        return isId(who)
                ? who.toLowerCase(Locale.ROOT)
                : numbers.entrySet().stream()
                        .filter(number -> number.getValue().equalsIgnoreCase(who))
                        .map(number -> number.getKey().toString())
                        .findFirst()
                        .orElse(null);
    }

    private static boolean isId(String text) {
        try {
            return ObjectId.of(text) != null;
        } catch (NotFound nonsense) {
            return false;
        }
    }

    /** The first moment of the day so many days after this one; null when it is no day. */
    private static Instant begin(String day, int later) {
        try {
            LocalDate date = LocalDate.parse(day);
            boolean sensible = date.getYear() >= 2000 && date.getYear() < 3000;
            return sensible ? date.plusDays(later).atStartOfDay(ZoneOffset.UTC).toInstant() : null;
        } catch (DateTimeParseException nonsense) {
            return null;
        }
    }

    private static String text(String typed) {
        String text = Objects.requireNonNullElse(typed, "").strip();
        return text.isEmpty() ? null : text;
    }

    public String getWho() {
        return who;
    }

    public void setWho(String who) {
        this.who = text(who);
    }

    public String getAccount() {
        return account;
    }

    public void setAccount(String account) {
        this.account = text(account);
    }

    public String getWhat() {
        return what;
    }

    public void setWhat(String what) {
        this.what = text(what);
    }

    public String getFrom() {
        return from;
    }

    public void setFrom(String from) {
        this.from = text(from);
    }

    public String getUntil() {
        return until;
    }

    public void setUntil(String until) {
        this.until = text(until);
    }
}
