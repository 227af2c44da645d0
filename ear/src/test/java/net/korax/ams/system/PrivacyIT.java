package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** P01, P02, P05 and P22 in the browser: what goes out, who looks, who somebody is, and what staff do for whoever cannot come. */
@ExtendWith(House.Resolver.class)
class PrivacyIT {

    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+");

    @Test
    @Tag("P01")
    void customerConsents_seesWhatWentOut_andWithdraws(House house) {
        try (Newcomer nora = Newcomer.company(house, "Nora");
                Visit olga = house.staff("olga");
                Visit stella = house.staff("stella")) {
            String registry = "Registry of " + nora.company();
            define(olga, registry);
            String account = Errands.find(stella, nora.company());
            String disclose = account.replace("account.xhtml?id=", "disclose.xhtml?account=");
            stella.open(disclose);
            assertTrue(stella.shows("The customer has consented to nothing"), stella.text());

            Visit visit = nora.visit();
            change(visit, registry, "give");
            stella.open(disclose);
            choose(stella, registry);
            stella.page().getByLabel("names").check();
            stella.send("disclose");
            assertTrue(stella.notice().startsWith("The disclosure is recorded"), stella.text());
            assertTrue(stella.shows(registry), stella.text());

            visit.open("/customer/consents.xhtml");
            String went = visit.page().locator("[id$='disclosures'] tbody tr").innerText();
            assertTrue(went.contains(registry) && went.contains("names") && went.contains("staff S-"), went);
            Mails.Mail told = house.mails().to(nora.email()).stream()
                    .filter(mail -> mail.subject().contains(registry))
                    .findFirst()
                    .orElseGet(() -> awaited(house, nora, registry));
            assertTrue(told.text().contains("names"), told.text());

            stella.open(disclose);
            choose(stella, registry);
            stella.page().getByLabel("names").check();
            change(visit, registry, "withdraw");
            stella.send("disclose");
            assertTrue(stella.shows("There is no consent in force"), stella.text());
            visit.open("/customer/consents.xhtml");
            assertEquals(1, visit.page().locator("[id$='disclosures'] tbody tr").count(), visit.text());
        }
    }

    private static Mails.Mail awaited(House house, Newcomer to, String word) {
        for (int number = 1; ; number++) {
            Mails.Mail mail = house.mails().await(to.email(), number).get(number - 1);
            if (mail.subject().contains(word)) {
                return mail;
            }
        }
    }

    private static void define(Visit olga, String registry) {
        olga.open("/operator/purpose.xhtml");
        olga.fill("recipient", registry);
        olga.fill("nameEn", "Domain");
        olga.fill("textEn", "The registry of a domain learns whose it is.");
        olga.fill("nameFr", "Domaine");
        olga.fill("textFr", "Le registre d’un domaine apprend à qui il est.");
        olga.send("define");
        assertTrue(olga.summary().contains("Tick which data the recipient may get."), olga.text());
        assertEquals("Domain", olga.value("nameEn"));
        olga.page().getByLabel("names").check();
        olga.send("define");
        assertTrue(olga.shows(registry), olga.text());
    }

    private static void change(Visit customer, String recipient, String button) {
        customer.open("/customer/consents.xhtml");
        customer.page()
                .locator("[id$='purposes'] tbody tr", new Page.LocatorOptions().setHasText(recipient))
                .locator("[id$=':" + button + "']")
                .click();
        customer.send(customer.page().locator(".ui-confirmdialog-yes")::click);
        assertFalse(customer.notice().isEmpty(), customer.text());
    }

    private static void choose(Visit stella, String recipient) {
        String value = stella.field("consent")
                .locator("option", new com.microsoft.playwright.Locator.LocatorOptions().setHasText(recipient))
                .getAttribute("value");
        stella.send(() -> stella.choose("consent", value));
    }

    @Test
    @Tag("P02")
    void lookAtAnAddress_takesAReason_andTheCustomerSeesIt(House house) {
        try (Newcomer nils = Newcomer.company(house, "Nils");
                Visit stella = house.staff("stella")) {
            String account = Errands.find(stella, nils.company());
            stella.open(account);
            assertFalse(stella.page().content().contains(nils.email()));
            stella.open(stella.links("/staff/look.xhtml?account=").stream()
                    .filter(link -> link.contains("contact="))
                    .findFirst()
                    .orElseThrow());
            stella.choose("field", "EMAIL");
            stella.send("look");
            assertEquals("Choose why you look. The customer sees it.", stella.errorAt("lookReason"));
            assertFalse(stella.page().content().contains(nils.email()));
            stella.choose("lookReason", "OTHER");
            stella.send("look");
            assertEquals("Say in the note why you look. The customer sees it.", stella.errorAt("note"));
            stella.fill("note", "wants the invoice once more");
            stella.send("look");
            assertTrue(stella.shows(nils.email()), stella.text());
            stella.page().reload();
            assertFalse(stella.page().content().contains(nils.email()), "still there after a reload");

            stella.open("/staff/find.xhtml");
            stella.fill("search", nils.email());
            stella.send("find");
            assertEquals("An e-mail address is searched for below, with a reason.", stella.errorAt("search"));
            stella.open("/staff/find.xhtml");
            stella.fill("email", nils.email());
            stella.choose("lookReason", "CALL_BACK");
            stella.send("findByEmail");
            assertEquals(List.of(account), stella.links("/staff/account.xhtml?id="));

            Visit visit = nils.visit();
            visit.open("/customer/looks.xhtml");
            List<String> lines = visit.page().locator("[id$='looks'] tbody tr").allInnerTexts();
            assertEquals(2, lines.size(), lines.toString());
            assertTrue(lines.get(0).contains("found by an e-mail address"), lines.get(0));
            assertTrue(
                    lines.get(1).contains("wants the invoice once more")
                            && lines.get(1).contains(nils.name())
                            && lines.get(1).contains("S-"),
                    lines.get(1));
        }
    }

    @Test
    @Tag("P02")
    void noPageOfTheStaff_holdsTwoAddresses(House house) {
        List<String> found = new ArrayList<>();
        int opened = 0;
        for (String who : List.of("carl", "olga", "aldo")) {
            List<Pages.Opening> openings = house.openings().stream()
                    .filter(opening -> opening.staff() && opening.who().equals(who))
                    .toList();
            try (Visit visit = house.staff(who)) {
                for (Pages.Opening opening : openings) {
                    visit.open(opening.address());
                    Set<String> addresses = new TreeSet<>();
                    ADDRESS.matcher(visit.page().content() + visit.inputs())
                            .results()
                            .map(MatchResult::group)
                            .forEach(addresses::add);
                    if (addresses.size() > 1) {
                        found.add(opening.page() + ": " + addresses);
                    }
                    opened++;
                }
            }
        }
        assertTrue(opened > 25, opened + " pages");
        assertEquals(List.of(), found);
    }

    @Test
    @Tag("P05")
    void identityState_isSetWithAReason_andTheCustomerSeesIt(House house) {
        try (Newcomer nele = Newcomer.company(house, "Nele");
                Visit stella = house.staff("stella")) {
            stella.open(Errands.find(stella, nele.company()));
            assertTrue(stella.shows("not verified"), stella.text());
            stella.follow("identity");
            stella.choose("identityState", "VERIFIED");
            stella.fill("reason", "extract of the commercial register");
            stella.send("set");
            assertEquals("Say how the identity was checked.", stella.errorAt("identityCheck"));
            assertEquals("extract of the commercial register", stella.value("reason"));
            stella.choose("identityCheck", "ID_DOCUMENT");
            stella.send("set");
            assertTrue(stella.notice().startsWith("The identity state was set"), stella.text());
            Visit visit = nele.visit();
            visit.open("/customer/data.xhtml");
            assertTrue(visit.shows("verified") && visit.shows("extract of the commercial register"), visit.text());
        }
    }

    @Test
    @Tag("P22")
    void whoCannotCome_asksByLetter_staffDoIt_andHeSeesIt(House house) {
        try (Newcomer nuria = Newcomer.company(house, "Nuria");
                Visit stella = house.staff("stella")) {
            String account = Errands.find(stella, nuria.company());
            stella.open(account);
            stella.follow("record");
            stella.send(() -> stella.choose("wish", "HOLDER_EDIT"));
            stella.send("save");
            assertEquals("Say how the request reached you.", stella.errorAt("channel"));
            assertEquals("Say how the identity of the customer was checked.", stella.errorAt("identity"));
            stella.choose("channel", "LETTER");
            stella.choose("identity", "SIGNATURE");
            stella.send("save");
            assertEquals("/staff/act.xhtml", stella.path(), stella.text());
            assertTrue(stella.shows("letter") && stella.shows("signature compared"), stella.text());
            assertEquals(nuria.company(), stella.value("holderName"));
            String request = stella.page().url();
            stella.fill("holderName", "Nuria and Daughters");
            stella.send("changeHolder");
            assertEquals("The holder was changed.", stella.notice());
            stella.open(request);
            assertFalse(stella.has("holderName"), "a request was used and opens still");

            Visit visit = nuria.visit();
            visit.open("/customer/data.xhtml");
            assertTrue(visit.shows("Nuria and Daughters"), visit.text());
            visit.open("/customer/requests.xhtml");
            String asked = visit.page().locator("[id$='assisted'] tbody tr").innerText();
            assertTrue(
                    asked.contains("Change the account holder")
                            && asked.contains("by letter")
                            && asked.contains("signature compared"),
                    asked);
            visit.open("/customer/looks.xhtml");
            assertTrue(
                    visit.shows("The account holder in full") && visit.shows("under a request of yours"), visit.text());
            Mails.Mail told = awaited(house, nuria, "changed at your request");
            assertTrue(told.text().contains("by letter"), told.text());
        }
    }
}
