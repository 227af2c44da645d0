package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.Cookie;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.korax.ams.launcher.SampleTotp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A customer's second factor, and who is there asked again before what is sensitive: ASVS 6.3.3, 7.5.1, 7.5.3. */
@ExtendWith(House.Resolver.class)
class FactorsIT {

    private static final String PAGE = "/customer/second-factor.xhtml";
    private static final String OVERVIEW = "/customer/overview.xhtml";
    private static final String CODE = "/sign-in-code.xhtml";

    @Test
    void customerSetsOneUp_signsInWithIt_andWithoutThePhoneByARecoveryCode(House house) {
        Newcomer nina = Newcomer.company(house, "Nina");
        Visit visit = nina.visit();
        visit.open(PAGE);
        visit.send("begin");
        String secret = visit.page().locator("#secret").innerText().replace(" ", "");
        assertTrue(visit.page().locator("#picture path").getAttribute("d").length() > 1000);
        visit.fill("code", "000000");
        visit.send("confirm");
        assertTrue(visit.errorAt("code").startsWith("This code is not right."), visit.text());
        assertEquals(secret, visit.page().locator("#secret").innerText().replace(" ", ""), "the same key to the app");
        visit.fill("code", SampleTotp.codeOf(secret, Instant.now()));
        visit.send("confirm");
        List<String> codes = visit.page().locator("#codes li").allInnerTexts();
        assertEquals(10, Set.copyOf(codes).size());
        visit.open(PAGE);
        assertTrue(visit.shows("10 recovery codes are left."), visit.text());
        codes.forEach(code -> assertFalse(visit.shows(code), "shown once"));
        assertFalse(visit.shows(secret));

        visit.context().clearCookies();
        nina.signingIn();
        assertEquals(CODE, visit.path());
        visit.open(OVERVIEW);
        assertEquals("/sign-in.xhtml", visit.path(), "the password alone opens nothing");
        nina.signingIn();
        visit.fill("totp", "000000");
        visit.send("signIn");
        assertEquals(CODE, visit.path());
        assertTrue(visit.errorAt("totp").startsWith("This code is not right."), visit.text());
        visit.fill("totp", SampleTotp.codeOf(secret, Instant.now().plusSeconds(30)));
        visit.send("signIn");
        assertEquals(OVERVIEW, visit.path());

        visit.context().clearCookies();
        nina.signingIn();
        visit.fill("totp", codes.get(7).toUpperCase(Locale.ROOT));
        visit.send("signIn");
        assertEquals(OVERVIEW, visit.path());
        visit.open(PAGE);
        assertTrue(visit.shows("9 recovery codes are left."), visit.text());
        visit.sendAndConfirm("drop");
        assertTrue(visit.shows("Off"), visit.text());
        visit.context().clearCookies();
        nina.signingIn();
        assertEquals(OVERVIEW, visit.path());
        assertEquals(List.of(), visit.complaints());
        visit.close();
    }

    @Test
    void codePage_withoutAPasswordBefore_leadsToTheDoor(House house) {
        try (Visit visit = house.visit()) {
            visit.open(CODE);
            assertEquals("/sign-in.xhtml", visit.path());
        }
    }

    @Test
    void afterAWhile_aFormAsksWhoIsThere_andLosesNothing(House house) {
        Newcomer olaf = Newcomer.company(house, "Olaf");
        try (Visit visit = olaf.visit()) {
            visit.open("/customer/card-add.xhtml");
            assertFalse(visit.has("provePassword"), "he has just signed in");
            String before = reference(visit);
            awhile(house, olaf, "6 minutes");
            visit.open("/customer/card-add.xhtml");
            visit.fill("pan", "4242 4242 4242 4242");
            visit.fill("expiry", "11/34");
            visit.fill("cardholder", "Olaf Newcomer");
            visit.fill("provePassword", "not my password");
            visit.send("add");
            assertTrue(visit.errorAt("provePassword").startsWith("Password or code is wrong."), visit.text());
            assertEquals("", visit.value("provePassword"));
            assertEquals("11/34", visit.value("expiry"));
            assertEquals("Olaf Newcomer", visit.value("cardholder"));
            visit.fill("pan", "4242 4242 4242 4242");
            visit.fill("provePassword", Newcomer.PASSWORD);
            visit.send("add");
            assertEquals("/customer/cards.xhtml", visit.path(), visit.text());
            assertNotEquals(before, reference(visit), "proved again, a new reference");
            visit.open("/customer/data.xhtml");
            assertFalse(visit.has("provePassword"));
            assertEquals(List.of(), visit.complaints());
        }
    }

    @Test
    void formOpenForTooLong_asksWhenItIsSent(House house) {
        Newcomer pia = Newcomer.company(house, "Pia");
        try (Visit visit = pia.visit()) {
            visit.open("/customer/contact.xhtml");
            awhile(house, pia, "11 minutes");
            visit.fill("personName", "Second Person");
            visit.fill("email", "second." + pia.email());
            visit.send("save");
            assertEquals("/customer/contact.xhtml", visit.path());
            assertTrue(visit.has("provePassword"), visit.text());
            assertEquals("Second Person", visit.value("personName"));
            visit.fill("provePassword", Newcomer.PASSWORD);
            visit.send("save");
            assertEquals("/customer/contacts.xhtml", visit.path(), visit.text());
            assertTrue(visit.shows("Second Person"), visit.text());
        }
    }

    private static void awhile(House house, Newcomer who, String ago) {
        house.stores()
                .run(
                        "core",
                        "update ams.visit set begun_at = now() - interval '1 hour', proved_at = now() - interval '"
                                + ago + "' where user_id = (select id from ams.app_user where user_name = '"
                                + who.userName() + "')");
    }

    private static String reference(Visit visit) {
        Set<String> values = new HashSet<>();
        for (Cookie cookie : visit.context().cookies()) {
            if (cookie.name.equals("__Host-KST")) {
                values.add(cookie.value);
            }
        }
        assertEquals(1, values.size());
        return values.iterator().next();
    }
}
