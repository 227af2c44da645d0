package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** P08: a customer asks for a copy of everything that is held on him, sees it made, and downloads it once. */
@ExtendWith(House.Resolver.class)
class CopyIT {

    private static final String PAGE = "/customer/data.xhtml";
    private static final String BUILDS =
            "insert into ams.lease values ('export', gen_random_uuid(), now() + interval '1 hour', 1)"
                    + " on conflict (work) do update set holder = excluded.holder, until = excluded.until";

    @Test
    @Tag("P08")
    @Tag("P16")
    void copy_isAskedForSeenMadeAndDownloadedOnce(House house) throws Exception {
        try (Newcomer greta = Newcomer.company(house, "Greta")) {
            Visit visit = greta.visit();
            visit.open("/customer/card-add.xhtml");
            visit.fill("pan", "4242 4242 4242 4242");
            visit.fill("expiry", "11/34");
            visit.fill("cardholder", "Greta Newcomer");
            visit.send("add");
            visit.open(PAGE);
            anotherServerBuilds(house, true);
            visit.send("ask");
            assertTrue(visit.shows("The copy is being made."), visit.text());
            assertTrue(visit.shows("0 %"), visit.text());
            assertFalse(visit.has("ask"), "one at a time");
            anotherServerBuilds(house, false);
            visit.waitFor("[id='copy:download']");
            assertTrue(visit.shows("It can be downloaded once"), visit.text());

            Map<String, byte[]> files = unpack(visit.page().waitForDownload(visit.field("download")::click));
            assertEquals(List.of("data.json", "data.pdf"), List.copyOf(files.keySet()));
            String json = new String(files.get("data.json"), StandardCharsets.UTF_8);
            try (PDDocument sheet = Loader.loadPDF(files.get("data.pdf"))) {
                String pdf = new PDFTextStripper().getText(sheet);
                for (String told : List.of(greta.number(), greta.userName(), greta.email(), "4242")) {
                    assertTrue(json.contains(told), told + " is not in the JSON");
                    assertTrue(pdf.contains(told), told + " is not in the PDF");
                }
                for (String never : List.of("4242424242424242", "4242 4242 4242 4242", Newcomer.PASSWORD)) {
                    assertFalse(json.contains(never) || pdf.contains(never), never);
                }
                assertTrue(pdf.contains("Copy of your data") && pdf.contains("Page 1"), pdf);
            }

            visit.page().waitForFunction("() => !document.getElementById('copy').dataset.sent");
            visit.send("download");
            assertEquals(PAGE, visit.path());
            assertTrue(visit.shows("The copy was downloaded"), visit.text());
            assertFalse(visit.has("download"));
            assertTrue(visit.has("ask"));
            assertEquals(List.of(), visit.complaints());
            assertEquals(
                    0,
                    house.stores()
                            .count(
                                    "person",
                                    "select count(*) from ams.data_export_part p join ams.data_export e on e.id = p.export_id"
                                            + " where e.state = 'TAKEN'"));
            assertTrue(house.mails().await(greta.email(), 3).stream()
                    .anyMatch(mail -> mail.subject().equals("The copy of your data is ready")));
        }
    }

    @Test
    void whoSignedInLongAgo_isAskedWhoHeIsBeforeTheCopy(House house) {
        try (Newcomer olaf = Newcomer.company(house, "Olaf")) {
            Visit visit = olaf.visit();
            house.stores()
                    .run(
                            "core",
                            "update ams.visit set begun_at = now() - interval '1 hour', proved_at = now() - interval '11 minutes'"
                                    + " where user_id = (select id from ams.app_user where user_name = '"
                                    + olaf.userName()
                                    + "')");
            visit.open(PAGE);
            visit.page().locator("[id='copy:provePassword']").fill("not my password");
            visit.send("ask");
            assertTrue(visit.shows("Password or code is wrong."), visit.text());
            assertEquals(0, house.stores().count("person", ofOlaf(house, olaf)));
            visit.page().locator("[id='copy:provePassword']").fill(Newcomer.PASSWORD);
            visit.send("ask");
            assertTrue(visit.shows("The copy is being made."), visit.text());
            assertEquals(1, house.stores().count("person", ofOlaf(house, olaf)));
        }
    }

    private static String ofOlaf(House house, Newcomer olaf) {
        return "select count(*) from ams.data_export where account_id = '"
                + house.stores().text("core", "select id::text from ams.account where number = '" + olaf.number() + "'")
                + "'";
    }

    /** Whether another server has the lease on building copies, and does nothing. */
    private static void anotherServerBuilds(House house, boolean builds) {
        house.stores().run("person", builds ? BUILDS : "delete from ams.lease where work = 'export'");
    }

    private static Map<String, byte[]> unpack(Download download) throws IOException {
        assertTrue(
                download.suggestedFilename().matches("data-\\d{4}-\\d{2}-\\d{2}\\.zip"), download.suggestedFilename());
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (InputStream in = download.createReadStream();
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }
}
