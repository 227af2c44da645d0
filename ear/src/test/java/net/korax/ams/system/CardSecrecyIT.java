package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A card number that was typed is nowhere to be read afterwards (P16): published test numbers are typed in every place that takes one
 * and in some that don't, then looked for in every place where something is kept or shown.
 */
@ExtendWith(House.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("P16")
class CardSecrecyIT {

    private static final String AT_SIGN_UP = "4012888888881881";
    private static final String ADDED = "5105105105105100";
    private static final String REPLACED_BY = "371449635398431";
    private static final String IN_A_FAILED_FORM = "6011000990139424";
    private static final String IN_A_NAME = "3530111333300000";
    private static final String IN_AN_ADDRESS = "3566002020360505";
    private static final String AS_USER_NAME = "30569309025904";
    private static final String AS_POSTCODE = "38520000023237";
    private static final List<String> NUMBERS = List.of(
            AT_SIGN_UP, ADDED, REPLACED_BY, IN_A_FAILED_FORM, IN_A_NAME, IN_AN_ADDRESS, AS_USER_NAME, AS_POSTCODE);
    private static final List<String> SPELLINGS =
            NUMBERS.stream().flatMap(pan -> Spellings.of(pan).stream()).toList();

    private Map<String, List<String>> known;
    private Newcomer sam;
    private Visit visitor;

    @BeforeAll
    void typeNumbersEverywhere(House house) {
        visitor = house.visit();
        visitor.open("/");
        known = inMemory(house, "ams-prefs");
        typeAtTheDoor();
        sam = Newcomer.to(house, "Sam").choosing("WEB_HOSTING", "INDIVIDUAL");
        Visit visit = sam.visit();
        typeIntoSignUp(visit);
        sam.opening().confirming().signingIn();
        typeIntoCards(visit);
        typeIntoContact(visit);
        walk(visit);
    }

    @AfterAll
    void close() {
        visitor.close();
        sam.close();
    }

    private void typeAtTheDoor() {
        visitor.signIn(AS_USER_NAME, "not-a-password");
        expectEmptyAgain(visitor, "userName");
    }

    private void typeIntoSignUp(Visit visit) {
        visit.fill("street", "Pay by " + IN_AN_ADDRESS);
        visit.fill("postcode", AS_POSTCODE);
        visit.fill("personName", IN_A_NAME);
        visit.send("toLogIn");
        expectEmptyAgain(visit, "postcode");
        expectEmptyAgain(visit, "street");
        expectEmptyAgain(visit, "personName");
        sam.tellingWho().choosingLogIn().typingCard(IN_A_FAILED_FORM);
        visit.fill("expiry", "13/34");
        visit.fill("cardholder", "SAM " + Spellings.grouped(IN_A_NAME, " "));
        visit.send("open");
        expectEmptyAgain(visit, "pan");
        expectEmptyAgain(visit, "cardholder");
        sam.choosingLogIn().typingCard(AT_SIGN_UP);
    }

    private void typeIntoCards(Visit visit) {
        visit.open("/customer/card-add.xhtml");
        visit.fill("pan", IN_A_FAILED_FORM);
        visit.fill("expiry", "01/20");
        visit.fill("cardholder", "SAM " + IN_A_NAME);
        visit.send("add");
        expectEmptyAgain(visit, "pan");
        expectEmptyAgain(visit, "cardholder");
        visit.fill("pan", Spellings.grouped(ADDED, " "));
        visit.fill("expiry", "12/33");
        visit.fill("cardholder", "SAM");
        visit.send("add");
        visit.follow(visit.page().locator(".card-actions a").last()::click);
        visit.fill("pan", REPLACED_BY);
        visit.fill("newExpiry", "soon");
        visit.send("replace");
        expectEmptyAgain(visit, "pan");
        visit.fill("pan", REPLACED_BY);
        visit.fill("newExpiry", "12/34");
        visit.send("replace");
        assertTrue(visit.shows("8431"), visit.text());
    }

    private void typeIntoContact(Visit visit) {
        visit.open("/customer/contact.xhtml");
        visit.fill("personName", "Pay " + IN_A_NAME);
        visit.fill("email", IN_AN_ADDRESS + "@cards.example");
        visit.fill("phone1", IN_A_NAME);
        visit.send("save");
        for (String field : List.of("personName", "email", "phone1")) {
            expectEmptyAgain(visit, field);
        }
    }

    /** Everything that the customer can look at, and the failing ways out. */
    private static void walk(Visit visit) {
        for (String page :
                List.of("overview", "cards", "contacts", "services", "requests", "ledger", "data", "holder")) {
            visit.open("/customer/" + page + ".xhtml");
        }
        visit.open("/customer/cards.xhtml");
        visit.links("/customer/card.xhtml?id=").forEach(visit::open);
        visit.open("/customer/nothing.xhtml");
    }

    private static void expectEmptyAgain(Visit visit, String field) {
        assertFalse(visit.errorAt(field).isEmpty() && visit.summary().isEmpty(), "nothing is said about " + field);
        assertEquals("", visit.value(field), field + " still holds what was typed");
        assertNothingOf(visit.page().content() + visit.inputs(), "the page after a failed form");
    }

    @Test
    @Tag("PCI-3.4.1")
    void noAnswerOfTheServer_holdsANumber() {
        List<Visit.Answer> answers = new ArrayList<>(sam.visit().answers());
        answers.addAll(visitor.answers());
        assertTrue(
                answers.stream().anyMatch(answer -> answer.body().startsWith("<?xml")), "no partial answer was seen");
        assertTrue(answers.size() > 40, "only " + answers.size() + " answers were seen");
        for (Visit.Answer answer : answers) {
            assertNothingOf(answer.url() + answer.headers() + answer.body(), answer.url());
        }
    }

    @Test
    void noCookieAndNoStorageOfTheBrowser_holdsANumber() {
        for (Visit visit : List.of(sam.visit(), visitor)) {
            assertNothingOf(visit.storageState(), "the browser's own storage");
            assertNothingOf(
                    String.valueOf(visit.page().evaluate("JSON.stringify(sessionStorage)")), "the session storage");
        }
    }

    @Test
    @Tag("PCI-3.5.1")
    void noTable_holdsANumber(House house) {
        assertTrue(house.stores().count("vault", "select count(*) from ams.card") >= 2, "no card was stored");
        assertEquals(List.of(), house.stores().places(SPELLINGS));
    }

    @Test
    @Tag("PCI-4.2.2")
    void noLogAndNoMail_holdsANumber(House house) {
        house.mails().await(sam.email(), 2);
        assertEquals(List.of(), house.linesOfLogs(SPELLINGS));
        for (Mails.Mail mail : house.mails().all()) {
            assertNothingOf(mail.to() + mail.subject() + mail.text(), mail.subject());
        }
    }

    /**
     * The server's memory holds no more of these numbers than before anybody typed them (the product knows the published ones by
     * heart, to refuse them in earnest).
     */
    @Test
    @Tag("PCI-3.5.1")
    void noObjectInTheServer_holdsATypedNumber(House house) {
        sam.visit().open("/customer/overview.xhtml");
        visitor.open("/");
        Map<String, List<String>> more = inMemory(house, sam.userName());
        more.entrySet()
                .removeIf(found -> found.getValue().size()
                        <= known.getOrDefault(found.getKey(), List.of()).size());
        assertEquals(Map.of(), more);
    }

    /** Where each number stands in the server's memory; a text that is certainly there shows that the search sees. */
    private static Map<String, List<String>> inMemory(House house, String certain) {
        List<String> wanted = new ArrayList<>(List.of(certain));
        for (String pan : NUMBERS) {
            wanted.add(pan);
            List.of(" ", "-", "+").forEach(between -> wanted.add(Spellings.grouped(pan, between)));
        }
        try (HeapDump dump = HeapDump.of(house.server(), house.ams().home().resolve("heap.hprof"))) {
            Map<String, List<String>> found = dump.places(wanted);
            assertNotNull(found.remove(certain), "the search is blind");
            return found;
        }
    }

    private static void assertNothingOf(String text, String where) {
        for (String spelling : SPELLINGS) {
            assertFalse(
                    text.contains(spelling),
                    () -> where + " holds a number that ends in " + spelling.substring(spelling.length() - 4));
        }
    }
}
