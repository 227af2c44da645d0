package net.korax.ams.web.support;

import com.google.zxing.common.BitMatrix;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import net.korax.ams.erasure.Certificate;
import net.korax.ams.shared.Configuration;

/** A certificate of erasure on paper: what it says, its fingerprint, and a code that leads to where it is checked. */
final class CertificateSheet {

    private static final int LEFT = 56;
    private static final int RIGHT = Pdf.WIDTH - LEFT;
    private static final int BEFORE = 440;
    private static final int LOWEST = 60;
    private static final int LINE = 13;
    private static final double CODE = 110;

    private final Certificate certificate;
    private final Locale locale;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final Pdf pdf;
    private double y = Pdf.HEIGHT - 80;

    CertificateSheet(Certificate certificate, Locale locale) {
        this.certificate = certificate;
        this.locale = locale;
        this.pdf = new Pdf(file, text("certificate.title"));
    }

    byte[] pdf() {
        String address = Configuration.require("ams.base-url") + "/certificate.xhtml?id=" + certificate.id();
        draw(QrCode.squares(address));
        pdf.text(LEFT, y, 20, true, text("certificate.title"));
        y -= 34;
        fact("certificate.account", certificate.account().toString());
        fact("certificate.requested", moment(certificate.requestedAt()));
        fact("certificate.finished", moment(certificate.finishedAt()));
        fact("certificate.removed", Long.toString(certificate.removed()));
        y -= 8;
        paragraph(text("certificate.meaning"));
        paragraph(text("certificate.stays"));
        y -= 6;
        pdf.text(LEFT, y, 10, true, text("certificate.fingerprint"));
        y -= LINE;
        pdf.text(LEFT, y, 9, false, certificate.fingerprint().replaceAll("(?<=\\G.{8})(?=.)", " "));
        y -= LINE;
        paragraph(Texts.get("public", locale, "certificate.check-at", address));
        places();
        pdf.close();
        return file.toByteArray();
    }

    private void draw(BitMatrix squares) {
        double side = CODE / squares.getWidth();
        double top = Pdf.HEIGHT - 50;
        for (int row = 0; row < squares.getHeight(); row++) {
            for (int column = 0; column < squares.getWidth(); column++) {
                if (squares.get(column, row)) {
                    pdf.square(RIGHT - CODE + column * side, top - (row + 1) * side, side);
                }
            }
        }
    }

    private void places() {
        heads();
        for (Certificate.Place place : certificate.places()) {
            if (y < LOWEST) {
                pdf.page();
                y = Pdf.HEIGHT - 80;
                heads();
            }
            pdf.text(LEFT, y, 9, false, place.name());
            pdf.textTo(BEFORE, y, 9, Long.toString(place.before()));
            pdf.textTo(RIGHT, y, 9, Long.toString(place.after()));
            y -= LINE;
        }
    }

    private void heads() {
        y -= LINE;
        pdf.text(LEFT, y, 9, true, text("certificate.place"));
        pdf.text(BEFORE - 40, y, 9, true, text("certificate.before"));
        pdf.text(RIGHT - 40, y, 9, true, text("certificate.after"));
        pdf.line(LEFT, y - 4, RIGHT - LEFT);
        y -= LINE + 4;
    }

    private void fact(String key, String value) {
        pdf.text(LEFT, y, 10, true, text(key));
        pdf.text(LEFT + 110, y, 10, false, value);
        y -= LINE + 2;
    }

    private void paragraph(String words) {
        for (String line : Pdf.lines(words, 10, false, RIGHT - LEFT)) {
            pdf.text(LEFT, y, 10, false, line);
            y -= LINE;
        }
        y -= 6;
    }

    private String moment(Instant moment) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(moment.atZone(ZoneOffset.UTC));
    }

    private String text(String key) {
        return Texts.get("public", locale, key);
    }
}
