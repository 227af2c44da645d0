package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Closing an account removes everything about a person from every place: P03 and P12. */
@ExtendWith(House.Resolver.class)
class ErasureIT {

    /** What was typed in the pages, so that it can be looked for everywhere. */
    private static final class Markers {

        private final List<String> all = new ArrayList<>();

        String plant(String text) {
            all.add(text);
            return text;
        }

        /** As typed, and phone numbers as they are stored, too. */
        List<String> all() {
            return Stream.concat(
                            all.stream(),
                            all.stream().filter(text -> text.startsWith("+")).map(text -> text.replace(" ", "")))
                    .toList();
        }

        List<String> typed() {
            return all;
        }
    }

    @Test
    @Tag("P03")
    @Tag("P08")
    void thirtyThingsTyped_areSeenByTheCustomer_andNowhereAfterClosing(House house) {
        Markers markers = new Markers();
        try (Newcomer greta = Newcomer.to(house, "Greta").choosing("CO_LOCATION", "INDIVIDUAL")) {
            Visit visit = greta.visit();
            open(greta, markers);
            changeHolder(visit, markers);
            addContacts(visit, markers);
            changeCard(visit, markers);
            assertTrue(markers.typed().size() >= 30, "only " + markers.typed().size() + " things were typed");
            String seen = everythingShownTo(visit);
            List<String> unseen = markers.typed().stream()
                    .filter(marker -> !seen.contains(marker))
                    .toList();
            assertEquals(List.of(), unseen, "what was typed is not shown to the customer");

            String account = house.stores()
                    .text("core", "select id::text from ams.account where number = '" + greta.number() + "'");
            assertTrue(house.stores().places(List.of(account)).size() >= 10, "the account is hardly there");
            house.stores().run("core", "checkpoint");
            assertFalse(house.filesWith(List.of(greta.userName())).isEmpty(), "the search of files is blind");

            visit.open("/customer/data.xhtml");
            visit.fill("account", greta.number());
            visit.sendAndConfirm("close");

            visit.page().waitForURL("**/closed.xhtml?id=*");
            String id = visit.page().url().replaceAll(".*id=", "");
            assertEquals("/closed.xhtml", visit.path(), visit.text());
            assertGenuine(visit, house, id, markers);
            assertEquals(List.of(), house.stores().places(markers.all()));
            assertEquals(List.of(), beyondTheTombstone(house.stores().places(List.of(account))));
            assertEquals(List.of(), house.linesOfLogs(markers.all()));
            assertInNoFileSoon(house, markers.all());
            assertEquals(
                    "Your account is closed",
                    newest(house.mails().await(greta.email(), 2)).subject());
            assertTrue(house.stores().count("core", "select count(*) from ams.erasure") > 0, "no erasure is on record");

            visit.signIn(greta.userName(), Newcomer.PASSWORD);
            assertEquals("/sign-in.xhtml", visit.path());
            assertFalse(visit.summary().isEmpty());
            Newcomer.to(house, "Again", greta.userName())
                    .choosing("FREE", "INDIVIDUAL")
                    .tellingWho()
                    .choosingLogIn()
                    .opening()
                    .close();
        }
    }

    @Test
    @Tag("P12")
    void aContactThatIsRemoved_leavesNothing(House house) {
        List<String> person = List.of("Wanda Wegener", "wanda@wegener.example", "+4930901821", "+4930901822");
        try (Newcomer owner = Newcomer.company(house, "Owner")) {
            Visit visit = owner.visit();
            visit.open("/customer/contact.xhtml");
            visit.fill("personName", person.get(0));
            visit.fill("email", person.get(1));
            visit.fill("phone1", person.get(2));
            visit.fill("fax", person.get(3));
            visit.send("save");
            house.mails().await(person.get(1), 1);
            visit.open("/customer/contacts.xhtml");
            visit.follow(visit.page()
                    .locator(".contact", new com.microsoft.playwright.Page.LocatorOptions().setHasText(person.get(0)))
                    .locator("a")::click);
            visit.sendAndConfirm("remove");
            assertTrue(visit.notice().startsWith("Wanda Wegener was removed"), visit.text());
            assertEquals(List.of(), house.stores().places(person));
            assertEquals(List.of(), house.linesOfLogs(person));
        }
    }

    /** The files of the databases, of the server and of its log; mails that were sent and the write-ahead log keep what they were told. */
    private static void assertInNoFileSoon(House house, List<String> texts) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        List<String> found = house.filesWith(texts);
        while (!found.isEmpty() && System.nanoTime() < end) {
            house.stores().run("core", "checkpoint");
            found = house.filesWith(texts);
        }
        assertEquals(List.of(), found);
    }

    /** The certificate as a file and its page, for anybody. */
    private static void assertGenuine(Visit visit, House house, String id, Markers markers) {
        Wire anybody = new Wire(house);
        HttpResponse<String> json = anybody.get("/certificate.json?id=" + id);
        assertEquals(200, json.statusCode());
        assertEquals(
                List.of(), markers.all().stream().filter(json.body()::contains).toList());
        HttpResponse<String> pdf = anybody.get("/certificate.pdf?id=" + id);
        assertTrue(pdf.headers().firstValue("Content-Type").orElse("").startsWith("application/pdf"));
        assertTrue(pdf.body().startsWith("%PDF-"));
        assertEquals(
                404, anybody.get("/certificate.pdf?id=" + UUID.randomUUID()).statusCode());
        visit.open("/certificate.xhtml");
        visit.fill("shown", json.body());
        visit.send("check");
        assertTrue(visit.has("pdf"), visit.text());
        assertTrue(visit.shows("This certificate is genuine"), visit.text());
        visit.fill("shown", json.body().replaceFirst("\"before\":[0-9]+", "\"before\":4711"));
        visit.send("check");
        assertTrue(visit.shows("This is no certificate of ours"), visit.text());
    }

    /** An opaque id stays in the tombstones of the stores, in the record of the erasure and in the trail, each without anything about a person. */
    private static List<String> beyondTheTombstone(List<String> places) {
        return places.stream()
                .filter(place -> !place.matches("(core\\.account|vault\\.vault_account)\\.id: .*"))
                .filter(place -> !place.matches("core\\.erasure\\.(account_id|certificate): .*"))
                .filter(place -> !place.matches("\\w+\\.audit_(event|outbox)\\.(account_id|object_id): .*"))
                .toList();
    }

    private static void open(Newcomer greta, Markers markers) {
        Visit visit = greta.visit();
        visit.fill("personName", markers.plant(greta.name()));
        visit.fill("email", markers.plant(greta.email()));
        visit.fill("street", "Quellenweg 1");
        visit.fill("postcode", "8000");
        visit.fill("city", "Zug");
        visit.choose("country", "CH");
        visit.fill("phone", "+41 21 311 11 12");
        visit.send("toLogIn");
        markers.plant(greta.userName());
        greta.choosingLogIn().typingCard(Newcomer.VISA);
        visit.fill("cardholder", "GRETA G FIRSTCARD");
        greta.opening().confirming().signingIn();
        markers.plant(greta.number());
    }

    private static void changeHolder(Visit visit, Markers markers) {
        visit.open("/customer/holder.xhtml");
        visit.fill("holderName", markers.plant("Greta Grünspecht-Holder"));
        visit.fill("street", markers.plant("Zwetschgengasse 4711"));
        visit.fill("postcode", markers.plant("QX-83921"));
        visit.fill("city", markers.plant("Oberunterbachhausen"));
        visit.choose("country", "LI");
        visit.fill("phone", markers.plant("+41 21 311 47 11"));
        visit.send("save");
    }

    private static void addContacts(Visit visit, Markers markers) {
        for (int i = 1; i <= 4; i++) {
            visit.open("/customer/contact.xhtml");
            visit.fill("personName", markers.plant("Marker Person" + i + "zyx"));
            visit.fill("email", markers.plant("marker" + i + "zyx@erasure.example"));
            for (int phone = 1; phone <= 3; phone++) {
                visit.fill("phone" + phone, markers.plant("+49 30 9018" + i + phone + "7"));
            }
            visit.fill("fax", markers.plant("+49 30 9018" + i + "99"));
            visit.send("save");
        }
    }

    private static void changeCard(Visit visit, Markers markers) {
        visit.open("/customer/cards.xhtml");
        visit.follow(visit.page().locator(".card-actions a").first()::click);
        visit.fill("cardholder", markers.plant("GRETA G MARKERCARD"));
        visit.send("save");
    }

    /** The text of the customer's own pages, and what stands in their fields. */
    private static String everythingShownTo(Visit visit) {
        StringBuilder shown = new StringBuilder();
        for (String page : List.of("data", "holder", "contacts", "cards")) {
            visit.open("/customer/" + page + ".xhtml");
            shown.append(visit.text()).append(visit.inputs()).append('\n');
        }
        visit.open("/customer/contacts.xhtml");
        List<String> contacts = visit.links("/customer/contact.xhtml?id=");
        for (String contact : contacts) {
            visit.open(contact);
            shown.append(visit.inputs()).append('\n');
        }
        return shown.toString();
    }

    private static Mails.Mail newest(List<Mails.Mail> mails) {
        return mails.get(mails.size() - 1);
    }
}
