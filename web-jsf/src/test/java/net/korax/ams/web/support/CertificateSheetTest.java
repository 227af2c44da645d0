package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import net.korax.ams.erasure.Certificate;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The certificate on paper, as another's reader of PDF and another's reader of codes see it. */
class CertificateSheetTest {

    private static final String BASE = "ams.base-url";
    private static final Certificate CERTIFICATE = new Certificate(
            UUID.fromString("0b8f3f6e-3a43-4a4f-9d0a-3c1f4a1d7a10"),
            UUID.fromString("7d0f5b4e-91c1-4c8e-8a53-0a4f0a2d9b77"),
            Instant.parse("2026-11-25T21:00:00Z"),
            Instant.parse("2026-11-25T21:00:03Z"),
            IntStream.range(0, 60)
                    .mapToObj(place -> new Certificate.Place("core.table_" + place, place, place == 7 ? 1 : 0))
                    .toList(),
            "{\"certificate\":{}}");

    @BeforeAll
    static void setTheAddress() {
        System.setProperty(BASE, "https://ams.example");
    }

    @AfterAll
    static void takeItBack() {
        System.clearProperty(BASE);
    }

    @Test
    void everyPlace_standsOnTheSheetInBothLanguages() throws Exception {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            try (PDDocument sheet = Loader.loadPDF(new CertificateSheet(CERTIFICATE, locale).pdf())) {
                String text = new PDFTextStripper().getText(sheet);
                assertTrue(
                        text.contains(locale == Locale.FRENCH ? "Certificat d’effacement" : "Certificate of erasure"),
                        text);
                assertTrue(text.contains(CERTIFICATE.account().toString()));
                assertTrue(text.replace(" ", "").contains(CERTIFICATE.fingerprint()));
                for (Certificate.Place place : CERTIFICATE.places()) {
                    assertTrue(text.contains(place.name()), place.name());
                }
                assertEquals(2, sheet.getNumberOfPages());
            }
        }
    }

    @Test
    void code_leadsToWhereTheCertificateIsChecked() throws Exception {
        try (PDDocument sheet = Loader.loadPDF(new CertificateSheet(CERTIFICATE, Locale.ENGLISH).pdf())) {
            BufferedImage picture = new PDFRenderer(sheet).renderImageWithDPI(0, 200);
            int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
            BinaryBitmap seen = new BinaryBitmap(
                    new HybridBinarizer(new RGBLuminanceSource(picture.getWidth(), picture.getHeight(), pixels)));
            assertEquals(
                    "https://ams.example/certificate.xhtml?id=" + CERTIFICATE.id(),
                    new QRCodeReader().decode(seen).getText());
        }
    }
}
