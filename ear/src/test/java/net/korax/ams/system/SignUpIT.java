package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Opening an account: P04, P05, P06, P11 and P14. */
@ExtendWith(House.Resolver.class)
class SignUpIT {

    private static final List<String> ADDRESS = List.of("street", "postcode", "city", "country", "phone");

    @Test
    @Tag("P06")
    void aCompany_isAskedNoAddress_andMayGiveACard(House house) {
        try (Newcomer clara = Newcomer.to(house, "Clara").choosing("WEB_HOSTING", "COMPANY")) {
            Visit visit = clara.visit();
            assertTrue(visit.has("holderName"));
            assertFalse(ADDRESS.stream().anyMatch(visit::has), "a company is asked for an address or a phone");

            clara.tellingWho()
                    .choosingLogIn()
                    .typingCard("4111 1111-1111 1111")
                    .opening()
                    .signingIn();

            assertTrue(visit.shows("Visa •••• 1111"), visit.text());
            assertTrue(visit.shows("11/34"));
            visit.open("/customer/data.xhtml");
            assertTrue(visit.shows(clara.company()));
            assertTrue(visit.shows(clara.number()));
        }
    }

    @Test
    @Tag("P06")
    void anIndividual_isAskedAddressAndPhone_andCannotLeaveThemOut(House house) {
        try (Newcomer ida = Newcomer.to(house, "Ida").choosing("CO_LOCATION", "INDIVIDUAL")) {
            Visit visit = ida.visit();
            assertFalse(visit.has("holderName"), "an individual is the holder himself");
            visit.fill("personName", ida.name());
            visit.fill("email", ida.email());
            visit.send("toLogIn");
            for (String needed : List.of("street", "city", "country", "phone")) {
                assertNotEquals("", visit.errorAt(needed), needed + " can be left out");
            }

            ida.tellingWho().choosingLogIn().opening().signingIn();

            visit.open("/customer/data.xhtml");
            assertTrue(visit.shows("Rue du Lac 7"));
            assertTrue(visit.shows("+41 21 311 11 11"));
        }
    }

    @Test
    @Tag("P04")
    void aFreeService_wantsANameAndAnAddressForMail_andNoCard(House house) {
        try (Newcomer fred = Newcomer.to(house, "Fred").choosing("FREE", "INDIVIDUAL")) {
            Visit visit = fred.visit();
            assertFalse(ADDRESS.stream().anyMatch(visit::has));
            fred.tellingWho();
            assertFalse(visit.has("pan"));

            fred.choosingLogIn().opening().signingIn();

            visit.open("/customer/cards.xhtml");
            assertFalse(visit.has("add"));
            assertEquals(404, visit.open("/customer/card-add.xhtml"));
        }
    }

    @Test
    @Tag("P05")
    void besideEachField_standsWhatItIsFor(House house) {
        try (Newcomer paula = Newcomer.to(house, "Paula").choosing("WEB_HOSTING", "INDIVIDUAL")) {
            Visit visit = paula.visit();
            assertEquals(List.of(), fieldsWithoutPurpose(visit));
            paula.tellingWho();
            // the password typed again has the purpose of the one above
            assertEquals(List.of("Password again"), fieldsWithoutPurpose(visit));
        }
    }

    /** Fields with neither a hint of their own nor one of their group. */
    @SuppressWarnings("unchecked")
    private static List<String> fieldsWithoutPurpose(Visit visit) {
        return (List<String>) visit.page().evaluate("""
                () => [...document.querySelectorAll('#form .field')]
                  .filter(f => !f.querySelector('.field-hint') && !f.closest('fieldset')?.querySelector(':scope > .field-hint'))
                  .map(f => f.querySelector('.field-label').textContent.trim())""");
    }

    @Test
    void afterAMistake_theFieldSaysSo_theSummaryLeadsThere_andOnlySecretsAreLost(House house) {
        try (Newcomer max = Newcomer.to(house, "Max")
                .choosing("WEB_HOSTING", "COMPANY")
                .tellingWho()
                .choosingLogIn()
                .typingCard(Newcomer.VISA)) {
            Visit visit = max.visit();
            visit.fill("expiry", "13/34");
            visit.send("open");

            String told = visit.errorAt("expiry");
            assertNotEquals("", told);
            assertEquals(List.of(told), visit.summary());
            assertEquals(max.userName(), visit.value("userName"));
            assertEquals("13/34", visit.value("expiry"));
            assertEquals(max.name(), visit.value("cardholder"));
            assertEquals("", visit.value("pan"));
            assertEquals("", visit.value("password"));
            visit.page().locator(".summary a").click();
            assertEquals("true", visit.field("expiry").evaluate("field => String(field === document.activeElement)"));

            visit.send("backToWho");
            assertEquals(max.company(), visit.value("holderName"));
            assertEquals(max.email(), visit.value("email"));
            visit.send("toLogIn");
            max.choosingLogIn().typingCard(Newcomer.VISA).opening();
            assertTrue(visit.shows(max.number()));
        }
    }

    @Test
    void aTakenUserName_isToldAtItsField(House house) {
        try (Newcomer eve = Newcomer.to(house, "Eve")
                .choosing("FREE", "INDIVIDUAL")
                .tellingWho()
                .choosingLogIn()) {
            eve.visit().fill("userName", "ANNA");
            eve.visit().send("open");
            assertTrue(
                    eve.visit().errorAt("userName").contains("is taken"),
                    eve.visit().text());
        }
    }

    @Test
    void theLinkOfTheMail_worksOnce_andCanBeSentAgain(House house) {
        try (Newcomer lena = Newcomer.to(house, "Lena")
                .choosing("WEB_HOSTING", "COMPANY")
                .tellingWho()
                .choosingLogIn()
                .opening()
                .signingIn()) {
            Visit visit = lena.visit();
            String first = house.mails().link(lena.email(), 1);
            visit.open("/customer/contacts.xhtml");
            assertTrue(visit.shows("not confirmed yet"), visit.text());
            visit.follow(visit.page().locator(".contact-actions a").first()::click);
            visit.send("resend");
            String second = house.mails().link(lena.email(), 2);
            assertNotEquals(first, second);

            assertEquals("used already", outcome(visit, first), "the older link still works");
            assertEquals("works", outcome(visit, second));
            assertEquals("used already", outcome(visit, second));
            visit.open("/customer/contacts.xhtml");
            assertTrue(visit.shows("works"), visit.text());
        }
    }

    private static String outcome(Visit visit, String link) {
        visit.open(link);
        visit.send("confirm");
        return visit.shows("The address works") ? "works" : visit.shows("used already") ? "used already" : visit.text();
    }
}
