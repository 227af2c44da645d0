package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything can be done without a mouse, and the focus goes where the eyes go. */
@ExtendWith(House.Resolver.class)
class KeyboardIT {

    private static final int FAR = 60;

    @Test
    void signingIn_takesKeysOnly(House house) {
        try (Visit anna = house.visit()) {
            anna.open("/sign-in.xhtml");
            tabTo(anna, "userName");
            type(anna, "anna");
            tabTo(anna, "password");
            type(anna, House.PASSWORD);
            anna.send(() -> press(anna, "Enter"));
            assertEquals("/customer/overview.xhtml", anna.path());
        }
    }

    @Test
    void aContact_isAddedAndKept_byKeysOnly(House house) {
        try (Newcomer kim = Newcomer.company(house, "Kim")) {
            Visit visit = kim.visit();
            visit.open("/customer/contacts.xhtml");
            tabTo(visit, "add");
            visit.follow(() -> press(visit, "Enter"));
            tabTo(visit, "personName");
            type(visit, "Kay Keys");
            tabTo(visit, "email");
            type(visit, "kay@keys.example");
            tabTo(visit, "held");
            press(visit, "Space");
            tabTo(visit, "save");
            visit.send(() -> press(visit, "Enter"));
            assertTrue(visit.notice().startsWith("Kay Keys was added"), visit.text());

            visit.open(visit.links("/customer/contact.xhtml?id=").get(1));
            tabTo(visit, "remove");
            press(visit, "Enter");
            visit.waitFor(".ui-confirm-dialog");
            assertEquals("true", focus(visit, "String(!!document.activeElement.closest('.ui-confirm-dialog'))"));
            tabTo(visit, "confirmNo");
            press(visit, "Enter");
            visit.page().waitForFunction("() => !document.querySelector('.ui-confirm-dialog').checkVisibility()");
            visit.page().waitForFunction("() => document.activeElement.id.endsWith(':remove')");
            visit.open("/customer/contacts.xhtml");
            assertTrue(visit.shows("Kay Keys"));
        }
    }

    @Test
    void afterAFailedForm_theFocusIsAtTheSummary_andItsLinksLeadIntoTheFields(House house) {
        try (Visit anna = house.customer("anna")) {
            anna.open("/customer/card-add.xhtml");
            tabTo(anna, "add");
            anna.send(() -> press(anna, "Enter"));
            assertEquals("true", focus(anna, "String(document.activeElement.matches('.summary'))"));
            press(anna, "Tab");
            press(anna, "Enter");
            assertTrue(
                    focus(anna, "document.activeElement.id").endsWith("pan"), focus(anna, "document.activeElement.id"));
            assertEquals("true", focus(anna, "document.activeElement.getAttribute('aria-invalid')"));
            String describedBy = focus(anna, "document.activeElement.getAttribute('aria-describedby').split(' ')[0]");
            assertEquals(
                    anna.errorAt("pan"),
                    anna.page().locator("[id='" + describedBy + "']").innerText());
        }
    }

    @Test
    void theFirstKey_skipsToTheContent(House house) {
        try (Visit visit = house.visit()) {
            visit.open("/promises.xhtml");
            press(visit, "Tab");
            assertEquals("Skip to the content", focus(visit, "document.activeElement.textContent"));
            assertTrue(visit.page().locator(".skip-link").boundingBox().y >= 0, "the skip link stays out of sight");
            press(visit, "Enter");
            assertEquals("content", focus(visit, "document.activeElement.id"));
        }
    }

    @Test
    void onASmallScreen_theMenuOpensAndClosesByKeys(House house) {
        try (Visit anna = house.customer("anna", 390, "en-GB")) {
            assertFalse(anna.page().locator("#nav").isVisible());
            anna.page().locator(".bar-menu").focus();
            press(anna, "Enter");
            assertTrue(anna.page().locator("#nav").isVisible());
            press(anna, "Escape");
            assertFalse(anna.page().locator("#nav").isVisible());
        }
    }

    private static void tabTo(Visit visit, String id) {
        for (int i = 0; i < FAR; i++) {
            press(visit, "Tab");
            String at = focus(visit, "document.activeElement.id");
            if (at.equals(id) || at.endsWith(":" + id)) {
                return;
            }
        }
        throw new AssertionError("no key leads to " + id);
    }

    private static void press(Visit visit, String key) {
        visit.page().keyboard().press(key);
    }

    private static void type(Visit visit, String text) {
        visit.page().keyboard().type(text);
    }

    private static String focus(Visit visit, String question) {
        return String.valueOf(visit.page().evaluate(question));
    }
}
