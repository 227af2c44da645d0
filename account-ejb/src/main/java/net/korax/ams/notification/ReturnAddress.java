package net.korax.ams.notification;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.InvalidValue;

/**
 * Where a mail that does not arrive comes back to: the bounce mailbox, with the mail's own random id after a plus sign ({@code
 * bounces+<32 hexadecimal digits>@...}), so that a report names its mail whatever else stands in it. No personal data.
 */
final class ReturnAddress {

    /** The setting; without it nothing comes back, and mails are sent from the address that people see. */
    static final String SETTING = "ams.bounce.address";

    private final String local;
    private final String domain;
    private final Pattern pattern;

    private ReturnAddress(EmailAddress mailbox) {
        String address = mailbox.ascii();
        int at = address.lastIndexOf('@');
        local = address.substring(0, at);
        domain = address.substring(at);
        pattern = Pattern.compile("(?i)(?<![\\w.+-])" + Pattern.quote(local) + "\\+([0-9a-f]{32})"
                + Pattern.quote(domain) + "(?![\\w.-])");
    }

    /** @throws IllegalStateException with one sentence when the setting is no e-mail address */
    static Optional<ReturnAddress> configured() {
        try {
            return Configuration.get(SETTING).map(EmailAddress::new).map(ReturnAddress::new);
        } catch (InvalidValue wrong) {
            throw new IllegalStateException("The setting " + SETTING + " is no e-mail address.", wrong);
        }
    }

    /** The envelope's sender of a mail. */
    String of(UUID mail) {
        return local + "+" + mail.toString().replace("-", "") + domain;
    }

    /** The mail that an address line names; empty when it names none, or is no such address. */
    Optional<UUID> read(String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String digits = matcher.group(1);
        return Optional.of(new UUID(
                Long.parseUnsignedLong(digits.substring(0, 16), 16), Long.parseUnsignedLong(digits.substring(16), 16)));
    }
}
