package net.korax.ams.notification;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePartDataSource;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What came back to the bounce mailbox: a report of a mail server (RFC 3464), an answer that a program gave, or something else. It is
 * written by strangers: of a report the first parts are looked at and 64 KiB of its fields, no part within a part is opened.
 *
 * @param mail the mail it is about, by the address that it came to; empty when that names none
 */
record DeliveryReport(Kind kind, Optional<UUID> mail) {

    /** What it says. */
    enum Kind {
        /** The mail will never arrive: {@code Action: failed} with a permanent status, 5.x.x (RFC 3463). */
        FAILED,
        /** Delayed, relayed, delivered, or failed for a reason that may pass, 4.x.x: the address may work. */
        NOT_FINAL,
        /** An answer that a program gave, such as "out of office" (RFC 3834). */
        AUTOMATIC,
        /** Nothing that a program understands. */
        OTHER
    }

    private static final int MOST_PARTS = 5;
    private static final int MOST_BYTES = 64 << 10;
    private static final Pattern PERMANENT = Pattern.compile("5\\.\\d{1,3}\\.\\d{1,3}(\\s.*)?");
    private static final Pattern STATUS = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}(\\s.*)?");
    private static final String[] ADDRESSED = {"Delivered-To", "X-Original-To", "Envelope-To", "To"};

    /** @throws MessagingException when it is malformed */
    static DeliveryReport read(MimeMessage message, ReturnAddress address) throws MessagingException, IOException {
        return new DeliveryReport(kind(message), mail(message, address));
    }

    private static Optional<UUID> mail(MimeMessage message, ReturnAddress address) throws MessagingException {
        for (String header : ADDRESSED) {
            Optional<UUID> named =
                    Optional.ofNullable(message.getHeader(header, ",")).flatMap(address::read);
            if (named.isPresent()) {
                return named;
            }
        }
        return Optional.empty();
    }

    private static Kind kind(MimeMessage message) throws MessagingException, IOException {
        if (message.isMimeType("multipart/report")) {
            MimeMultipart parts = new MimeMultipart(new MimePartDataSource(message));
            for (int at = 0; at < Math.min(parts.getCount(), MOST_PARTS); at++) {
                BodyPart part = parts.getBodyPart(at);
                if (part.isMimeType("message/delivery-status") || part.isMimeType("message/global-delivery-status")) {
                    return kind(part);
                }
            }
            return Kind.OTHER;
        }
        String automatic = message.getHeader("Auto-Submitted", ",");
        return automatic != null && automatic.strip().toLowerCase(Locale.ROOT).startsWith("auto-replied")
                ? Kind.AUTOMATIC
                : Kind.OTHER;
    }

    /** Fields about the message, then, after an empty line each, those about its recipients; ours have one. */
    private static Kind kind(BodyPart status) throws MessagingException, IOException {
        String text;
        try (InputStream in = status.getInputStream()) {
            text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
        Kind kind = Kind.OTHER;
        for (String group :
                Stream.of(text.split("\\r?\\n[ \\t]*\\r?\\n")).skip(1).toList()) {
            InternetHeaders fields =
                    new InternetHeaders(new ByteArrayInputStream(group.getBytes(StandardCharsets.UTF_8)));
            String action = field(fields, "Action");
            String code = field(fields, "Status");
            if (action.equalsIgnoreCase("failed") && PERMANENT.matcher(code).matches()) {
                return Kind.FAILED;
            }
            if (!action.isEmpty() && STATUS.matcher(code).matches()) {
                kind = Kind.NOT_FINAL;
            }
        }
        return kind;
    }

    private static String field(InternetHeaders fields, String name) {
        String value = fields.getHeader(name, null);
        return value == null ? "" : MimeUtility.unfold(value).strip();
    }
}
