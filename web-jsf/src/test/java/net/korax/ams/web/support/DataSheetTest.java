package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The copy of one's own data on paper, as another's reader of PDF sees it. */
class DataSheetTest {

    private static final String COPY = """
            {"format": "korax-ams-data", "version": 1,
            "account": {"number":"K100001","kind":"COMPANY","opened":"2026-11-25T21:00:03.123456Z","closed":null},
            "contacts": [
              {"id":"0b8f3f6e-3a43-4a4f-9d0a-3c1f4a1d7a10","name":"%s","email_state":"VERIFIED","roles":"billing technical"},
              {"id":"7d0f5b4e-91c1-4c8e-8a53-0a4f0a2d9b77","name":"VERIFIED","email_state":"BOUNCING","roles":null}],
            "charges": [{"intended":"2026-11-25T21:00:00Z","amount_minor":1990,"currency":"EUR","state":"APPROVED"}],
            "services": [{"placed":"2026-11-25T21:00:00Z","name_en":"Daily backup","name_fr":"Sauvegarde"}],
            "trail": [{"at":"2026-11-25T21:00:00Z","operation":"card.add","by":"CUSTOMER","changes":[
              {"field":"phone-1","before":null,"after":"+41446681800"}]}],
            "consents": []
            }
            """;

    @Test
    void copy_isToldInTheWordsOfTheLanguage() throws Exception {
        String english = text(COPY.formatted("Greta Farsund"), Locale.ENGLISH);
        for (String part : List.of(
                "Copy of your data",
                "Account\n",
                "Number K100001",
                "Kind company",
                "Nov 25, 2026, 9:00:03 PM UTC",
                "Greta Farsund",
                "State of the e-mail: verified",
                "Roles: Billing, Technical",
                "Reference: 0b8f3f6e",
                "€19.90",
                "Name: Daily backup",
                "Phone 1: +41446681800",
                "By: you",
                "Nothing is held here\nConsents",
                "Page 1")) {
            assertTrue(english.contains(part), part + " is not in\n" + english);
        }
        assertTrue(english.contains("\nVERIFIED\n"), "what somebody is called is not translated");
        assertFalse(english.contains("Sauvegarde"));
        assertFalse(english.contains("null"));
        String french = text(COPY.formatted("Greta Farsund"), Locale.FRENCH);
        for (String part : List.of(
                "Copie de vos données", "Genre entreprise", "Nom : Sauvegarde", "vérifié", "Rien n’est détenu ici")) {
            assertTrue(french.contains(part), part + " is not in\n" + french);
        }
    }

    @Test
    void signsBeyondWindows1252_areDrawnOrNumbered() throws Exception {
        String text = text(COPY.formatted("Łukasz Őrsi (Žižek) č\\\\ \u5c71\u7530 \ud83d\ude00"), Locale.ENGLISH);
        assertTrue(text.contains("Łukasz Őrsi (Žižek) č\\ ‹U+5C71 U+7530› ‹U+1F600›"), text);
        assertTrue(text.contains("A sign that this file cannot draw"), "it says so");
    }

    @Test
    void everyLatinLetter_isAGlyphThatReadersKnow() throws Exception {
        String letters = "ĂăĀāĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŐőŌōŔŕŖŗŘřŚśŞşȘșŠšŤťŮůŰűŪūŲųŹźŻż";
        String text = text(COPY.formatted(letters), Locale.ENGLISH);
        assertTrue(text.contains(letters), text);
    }

    @Test
    void longCopy_goesOnFromPageToPage() throws Exception {
        String uses = IntStream.range(0, 1000)
                .mapToObj(use ->
                        "{\"at\":\"2026-01-01T00:00:00Z\",\"operation\":\"EDITED\",\"by\":\"STAFF\",\"by_staff\":\"S-"
                                + use + "\"}")
                .collect(Collectors.joining(","));
        String copy = "{\"format\":\"korax-ams-data\",\"card_uses\":[" + uses + "]}";
        try (PDDocument sheet = Loader.loadPDF(pdf(copy, Locale.ENGLISH))) {
            assertTrue(sheet.getNumberOfPages() > 20);
            String text = new PDFTextStripper().getText(sheet);
            for (int use = 0; use < 1000; use++) {
                assertTrue(text.contains("S-" + use + "\n"), "S-" + use);
            }
            assertTrue(text.contains("Page " + sheet.getNumberOfPages()));
        }
    }

    @Test
    void wideText_staysOnThePage() throws Exception {
        String wide = "W".repeat(150) + " " + "M m ".repeat(40) + "https://customer.example/" + "w".repeat(200);
        List<Float> ends = new ArrayList<>();
        try (PDDocument sheet = Loader.loadPDF(pdf(COPY.formatted(wide), Locale.FRENCH))) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition sign) {
                    ends.add(sign.getXDirAdj() + sign.getWidthDirAdj());
                }
            }.getText(sheet);
        }
        assertTrue(
                ends.stream().allMatch(end -> end <= Pdf.WIDTH - 50),
                "up to " + ends.stream().max(Float::compare));
    }

    @Test
    @Tag("P08")
    void everySectionAndField_hasWords() throws IOException {
        Properties told = new Properties();
        try (Reader in = new InputStreamReader(
                DataSheetTest.class.getResourceAsStream("/db/export.properties"), StandardCharsets.UTF_8)) {
            told.load(in);
        }
        List<String> without = new ArrayList<>();
        words(told.getProperty("sections")).forEach(section -> need("copy.section." + section, without));
        told.stringPropertyNames().stream()
                .filter(key -> key.contains(".told"))
                .flatMap(key -> key.endsWith(".told")
                        ? words(told.getProperty(key)).map(word -> word.split("[=*]")[0])
                        : Stream.of(key.replaceAll(".*\\.", "")))
                .forEach(field -> need("copy.field." + field.replaceAll("_(minor|en|fr)$", ""), without));
        without.removeIf(key -> key.equals("copy.field.currency"));
        assertEquals(List.of(), without);
    }

    private static void need(String key, List<String> without) {
        if (!Texts.has("customer", key)) {
            without.add(key);
        }
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split("\\s+"));
    }

    private static String text(String copy, Locale locale) throws IOException {
        try (PDDocument sheet = Loader.loadPDF(pdf(copy, locale))) {
            return new PDFTextStripper().getText(sheet);
        }
    }

    private static byte[] pdf(String copy, Locale locale) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataSheet.write(
                new ByteArrayInputStream(copy.getBytes(StandardCharsets.UTF_8)),
                Instant.parse("2026-11-26T01:00:00Z"),
                locale,
                file);
        return file.toByteArray();
    }
}
