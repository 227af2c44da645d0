package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the auditor does with the trail in the browser. */
@ExtendWith(House.Resolver.class)
class TrailIT {

    private static final String EXPORTS = "select count(*) from ams.audit_event where operation = 'trail.export'";

    @Test
    @Tag("PCI-10.2.1.3")
    @Tag("TEST-AUD-09")
    void auditor_findsExportsAndOpensOneEntryWithAReason(House house) throws Exception {
        String city = "Quicksilverbury";
        String entry = "from ams.audit_event where operation = 'holder.change'";
        long before = house.stores().count("core", "select count(*) " + entry);
        try (Visit bruno = house.customer("bruno")) {
            bruno.open("/customer/holder.xhtml");
            bruno.fill("city", city);
            bruno.send("save");
        }
        for (int tries = 0; tries < 30 && house.stores().count("core", "select count(*) " + entry) == before; tries++) {
            TimeUnit.SECONDS.sleep(1);
        }
        long seq = house.stores().count("core", "select max(seq) " + entry);
        try (Visit aldo = house.staff("aldo")) {
            aldo.open("/auditor/trail.xhtml");
            aldo.fill("who", "S-99");
            aldo.send("show");
            assertTrue(aldo.errorAt("who").contains("Nobody has this staff number"), aldo.text());
            aldo.fill("who", "");
            aldo.choose("what", "holder.change");
            String today = LocalDate.now(ZoneOffset.UTC).toString();
            aldo.fill("from", today);
            aldo.fill("until", today);
            aldo.send("show");
            assertTrue(aldo.page().url().endsWith("&what=holder.change&from=" + today + "&until=" + today)
                    || aldo.page().url().endsWith("?what=holder.change&from=" + today + "&until=" + today));
            assertEquals("holder.change", aldo.value("what"));
            long exports = house.stores().count("core", EXPORTS);
            Download download = aldo.page().waitForDownload(aldo.field("export")::click);
            List<String> csv = Files.readAllLines(download.path());
            assertEquals("trail.csv", download.suggestedFilename());
            String ofToday = " and at >= '" + today + "T00:00:00Z'";
            assertEquals(1 + house.stores().count("core", "select count(*) " + entry + ofToday), csv.size());
            assertTrue(csv.get(1).startsWith("\"" + seq + "\",\""), csv.get(1));
            assertFalse(String.join("", csv).contains(city));
            for (int tries = 0; tries < 30 && house.stores().count("core", EXPORTS) == exports; tries++) {
                TimeUnit.SECONDS.sleep(1);
            }
            assertEquals(exports + 1, house.stores().count("core", EXPORTS));

            aldo.open("/auditor/entry.xhtml?number=" + seq);
            assertFalse(aldo.shows(city), "shown unasked");
            aldo.send("show");
            assertTrue(aldo.errorAt("showReason").contains("Give a reason"), aldo.text());
            aldo.fill("showReason", "Dispute 4711");
            aldo.send("show");
            assertTrue(aldo.shows(city), aldo.text());
            aldo.open("/auditor/entry.xhtml?number=" + seq);
            assertFalse(aldo.shows(city), "still shown");
            aldo.open("/auditor/trail.xhtml");
            aldo.send("check");
            assertTrue(aldo.shows("The chain is whole."), aldo.text());
            assertEquals(404, aldo.open("/auditor/entry.xhtml?number=0"));
            assertEquals(404, aldo.open("/auditor/trail.xhtml?who=nobody"));
        }
    }
}
