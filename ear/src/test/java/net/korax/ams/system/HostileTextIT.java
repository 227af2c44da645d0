package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a person types is text, wherever it is shown: to himself, to staff, in dialogs, in what AJAX brings, in mails. No script of it runs,
 * no expression of it is evaluated, no query is made of it, and it comes back exactly as it was typed.
 */
@ExtendWith(House.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTextIT {

    private static final List<String> TEXTS = List.of(
            "<script>window.ran = 1</script>",
            "\"><img src=x onerror=\"window.ran=2\">",
            "'-(window.ran=3)-'",
            "</textarea></title><svg onload=window.ran=4>",
            "javascript:window.ran=5",
            "&#x3C;script&#x3E;window.ran=6&#x3C;/script&#x3E;",
            "%3Cscript%3Ewindow.ran=7%3C/script%3E",
            "]]><script>window.ran=8</script>",
            "+ADw-script+AD4-window.ran=9+ADw-/script+AD4-",
            "{{7*7}} #{7*7} ${7*7} #{request.getClass()}",
            "{0} {1,number} '{' %s %n",
            "' or 1=1 -- ; drop table ams.contact_person",
            "\\ %' _ ${jndi:ldap://127.0.0.1/a}",
            "=1+1 @SUM(A1) +cmd|' /C calc'!A0");

    private Newcomer mallory;
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    void plant(House house) {
        mallory = Newcomer.company(house, "Mallory");
        Visit visit = mallory.visit();
        int count = 0;
        for (String text : TEXTS) {
            visit.open("/customer/contact.xhtml");
            visit.fill("personName", text);
            visit.fill("email", "c" + ++count + "-" + mallory.email());
            visit.field("held").check();
            visit.send("save");
            assertEquals("/customer/contacts.xhtml", visit.path(), text + ": " + visit.text());
        }
        visit.open("/customer/holder.xhtml");
        visit.fill("holderName", TEXTS.get(0));
        visit.send("save");
    }

    @AfterAll
    void leave() {
        mallory.close();
    }

    @Test
    @Tag("PCI-6.2.4")
    void customer_readsWhatHeTyped() {
        Visit visit = mallory.visit();
        visit.open("/customer/contacts.xhtml");
        for (String text : TEXTS) {
            assertTrue(visit.shows(text), text + " in " + visit.text());
        }
        assertNothingRan(visit);
        Set<String> found = new TreeSet<>();
        for (String contact : visit.links("/customer/contact.xhtml?id=")) {
            visit.open(contact);
            found.add(visit.value("personName"));
            assertNothingRan(visit);
        }
        assertTrue(found.containsAll(TEXTS), found.toString());
        visit.open("/customer/data.xhtml");
        assertTrue(visit.shows(TEXTS.get(0)), visit.text());
        assertNothingRan(visit);
    }

    @Test
    @Tag("PCI-6.2.4")
    void dialogThatAsksOnce_andWhatAjaxBrings_areText() {
        Visit visit = mallory.visit();
        visit.open("/customer/contacts.xhtml");
        for (String contact : visit.links("/customer/contact.xhtml?id=").subList(1, 6)) {
            visit.open(contact);
            String name = visit.value("personName");
            visit.field("remove").click();
            visit.waitFor(".ui-confirmdialog-yes");
            assertTrue(visit.page().locator(".ui-confirm-dialog").innerText().contains(name), name);
            assertNothingRan(visit);
            visit.page().locator(".ui-confirmdialog-no").click();
            visit.page().waitForFunction("() => !document.querySelector('.ui-confirm-dialog').checkVisibility()");
            // A field that is wrong brings the whole form again, with what was typed.
            visit.fill("email", name.replace(' ', '_'));
            visit.page().evaluate("document.querySelectorAll('form').forEach(form => form.noValidate = true)");
            visit.send("save");
            assertEquals(name, visit.value("personName"));
            assertFalse(visit.errorAt("email").isEmpty(), name);
            assertNothingRan(visit);
        }
    }

    @Test
    @Tag("PCI-6.2.4")
    void staff_readWhatWasTyped_andFindNothingByIt(House house) {
        try (Visit stella = house.staff("stella")) {
            String account = Errands.find(stella, mallory.number());
            stella.open(account);
            assertNothingRan(stella);
            for (String text : TEXTS) {
                stella.open("/staff/find.xhtml");
                stella.fill("search", text);
                stella.send("find");
                assertEquals("/staff/find.xhtml", stella.path(), text);
                assertTrue(stella.links("/staff/account.xhtml?id=").size() <= 1, text);
                assertEquals(text, stella.value("search"));
                assertNothingRan(stella);
            }
        }
    }

    @Test
    @Tag("PCI-6.2.4")
    void addressesAndPreferences_areNotWrittenIntoAPage(House house) {
        try (Visit visit = house.visit()) {
            for (String text : List.of("'+(window.ran=1)+'", "</script><script>window.ran=2</script>", "\"><b>x")) {
                String encoded = java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
                for (String page : List.of(
                        "/index.xhtml?locale=",
                        "/sign-in.xhtml?x=",
                        "/fault.xhtml?id=",
                        "/fault.xhtml?kind=",
                        "/verify.xhtml?token=",
                        "/reset.xhtml?token=",
                        "/nothing-here/")) {
                    visit.open(page + encoded);
                    assertEquals(null, visit.page().evaluate("window.ran ?? null"), page + text);
                    assertFalse(visit.page().content().contains(text), page + text);
                }
            }
        }
    }

    @Test
    void mails_carryItAsText(House house) {
        Mails.Mail mail = house.mails().await("c1-" + mallory.email(), 1).get(0);
        assertTrue(mail.text().contains(TEXTS.get(0)) || !mail.text().contains("script"), mail.text());
        assertFalse(mail.subject().contains("<script"), mail.subject());
    }

    private void assertNothingRan(Visit visit) {
        assertEquals(null, visit.page().evaluate("window.ran ?? null"), visit.path());
        assertFalse(visit.text().contains("49"), () -> "evaluated: " + visit.text());
        List<String> now = new ArrayList<>(visit.complaints());
        now.removeAll(complaints);
        assertEquals(List.of(), now, visit.path());
    }
}
