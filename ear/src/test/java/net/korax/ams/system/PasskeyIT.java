package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Passkeys, with the authenticator of the browser: added, signing in, proving again who is there, removed. */
@ExtendWith(House.Resolver.class)
class PasskeyIT {

    private static final String PAGE = "/customer/second-factor.xhtml";
    private static final String OVERVIEW = "/customer/overview.xhtml";
    private static final String DOOR = "/sign-in.xhtml";
    private static final String CODE = "/sign-in-code.xhtml";
    private static final String BUTTON = ".passkey-button";
    private static final String TOLD = ".passkey .field-error:not(:empty)";

    @Test
    void customerAddsOne_andSignsInWithItAlone_orAfterThePassword(House house) {
        Newcomer nora = Newcomer.company(house, "Nora");
        try (Visit visit = nora.visit();
                Visit elsewhere = house.visit()) {
            VirtualAuthenticator.at(visit);
            elsewhere.signIn(nora.userName(), Newcomer.PASSWORD);
            assertEquals(OVERVIEW, elsewhere.path());
            add(visit, PAGE, "Nora’s phone");
            assertEquals("The passkey was added.", visit.notice());
            List<String> codes = visit.page().locator("#codes li").allInnerTexts();
            assertEquals(10, codes.size());
            elsewhere.open(OVERVIEW);
            assertEquals(DOOR, elsewhere.path(), "every other visit ends");
            assertTold(house, nora, "a passkey was added to your account");

            visit.context().clearCookies();
            visit.open(DOOR);
            visit.follow(() -> button(visit).press("Enter"));
            assertEquals(OVERVIEW, visit.path(), visit.text());

            visit.context().clearCookies();
            nora.signingIn();
            assertEquals(CODE, visit.path(), "the password alone opens nothing any more");
            visit.follow(() -> button(visit).click());
            assertEquals(OVERVIEW, visit.path(), visit.text());

            visit.context().clearCookies();
            nora.signingIn();
            visit.fill("totp", codes.get(2));
            visit.send("signIn");
            assertEquals(OVERVIEW, visit.path(), visit.text());

            visit.open(PAGE);
            visit.sendAndConfirm("removePasskey");
            assertEquals("The passkey was removed.", visit.notice());
            assertFalse(visit.has("passkeyList"));
            assertTold(house, nora, "a passkey of your account was removed");
            visit.context().clearCookies();
            visit.open(DOOR);
            visit.follow(() -> button(visit).click());
            assertEquals(DOOR, visit.path());
            assertTrue(visit.shows("This passkey was not accepted."), visit.text());
            assertEquals(List.of(), visit.complaints());
        }
    }

    @Test
    void whoIsNotItsOwner_isToldNextToTheButton(House house) {
        Newcomer otto = Newcomer.company(house, "Otto");
        try (Visit visit = otto.visit()) {
            VirtualAuthenticator phone = VirtualAuthenticator.at(visit);
            phone.verifies(false);
            visit.open(PAGE);
            visit.fill("passkeyLabel", "A phone");
            visit.field("addPasskey").click();
            visit.waitFor(TOLD);
            assertFalse(visit.has("passkeyList"), visit.text());
            assertEquals("A phone", visit.value("passkeyLabel"));
            phone.verifies(true);
            button(visit).click();
            visit.waitFor("[id$=passkeyList]");

            phone.verifies(false);
            visit.context().clearCookies();
            visit.open(DOOR);
            button(visit).click();
            visit.waitFor(TOLD);
            assertTrue(visit.shows("No passkey was used."), visit.text());
            assertEquals(DOOR, visit.path());
        }
    }

    @Test
    void labelThatCannotBe_isToldAtItsField_beforeAKeyIsMade(House house) {
        Newcomer petra = Newcomer.company(house, "Petra");
        try (Visit visit = petra.visit()) {
            VirtualAuthenticator.at(visit);
            visit.open(PAGE);
            visit.send("addPasskey");
            assertFalse(visit.errorAt("passkeyLabel").isEmpty(), visit.text());
            visit.fill("passkeyLabel", Newcomer.VISA);
            visit.send("addPasskey");
            assertTrue(visit.errorAt("passkeyLabel").contains("card number"), visit.text());
            assertEquals("", visit.value("passkeyLabel"));
            assertFalse(visit.has("passkeyList"));
        }
    }

    @Test
    void passkeyProvesWhoIsThere_inAFormThatLosesNothing_andItsAnswerCountsOnce(House house) {
        Newcomer rosa = Newcomer.company(house, "Rosa");
        try (Visit visit = rosa.visit()) {
            VirtualAuthenticator.at(visit);
            add(visit, PAGE, "Key ring");
            awhile(house, rosa.userName());
            visit.open("/customer/card-add.xhtml");
            visit.fill("pan", "4242 4242 4242 4242");
            visit.fill("expiry", "11/34");
            visit.fill("cardholder", "Rosa Newcomer");
            visit.page()
                    .evaluate("() => { const get = navigator.credentials.get.bind(navigator.credentials);"
                            + " navigator.credentials.get = async asked => { const made = await get(asked);"
                            + " window.kept = JSON.stringify(made); return made; }; }");
            button(visit).click();
            visit.waitFor(".notice-good[role=status]");
            assertFalse(visit.has("proveBoth"));
            String kept = (String) visit.page().evaluate("window.kept");
            visit.send("add");
            assertEquals("/customer/cards.xhtml", visit.path(), visit.text());
            assertTrue(visit.shows("4242"), visit.text());

            awhile(house, rosa.userName());
            visit.open("/customer/card-add.xhtml");
            visit.page()
                    .evaluate(
                            "kept => { navigator.credentials.get = async () => ({ toJSON: () => JSON.parse(kept) }); }",
                            kept);
            button(visit).click();
            visit.waitFor(TOLD);
            assertTrue(visit.shows("This passkey was not accepted."), visit.text());
            assertTrue(visit.has("proveBoth"));
            visit.open("/customer/card-add.xhtml");
            assertTrue(visit.has("proveBoth"), "nothing was proved");
            assertEquals(List.of(), visit.complaints());
        }
    }

    @Test
    void custodianWithAPasskey_seesTheCards(House house) {
        try (Visit clara = house.staff("clara");
                Visit fresh = house.visit()) {
            house.stores()
                    .run(
                            "core",
                            "update ams.visit set proved_at = now() where user_id = (select id from ams.app_user"
                                    + " where user_name = 'clara')");
            VirtualAuthenticator key = VirtualAuthenticator.at(clara);
            add(clara, "/desk/second-factor.xhtml", "Security key");
            assertFalse(clara.has("drop"), "staff cannot be without their codes");
            key.copyTo(VirtualAuthenticator.at(fresh));
            fresh.open("/staff-sign-in.xhtml");
            fresh.follow(() -> button(fresh).click());
            assertEquals(200, fresh.open("/custodian/queue.xhtml"), fresh.text());
            assertEquals("/custodian/queue.xhtml", fresh.path());
            fresh.context().clearCookies();
            fresh.open(DOOR);
            fresh.follow(() -> button(fresh).click());
            assertEquals(DOOR, fresh.path(), "not through the customers’ door");
            clara.open("/desk/second-factor.xhtml");
            clara.sendAndConfirm("removePasskey");
            assertEquals("The passkey was removed.", clara.notice());
        }
    }

    @Test
    void answersFromNobody_areRefusedWithoutAPage(House house) {
        try (Visit visit = house.visit()) {
            visit.open(DOOR);
            for (String body : List.of("ask=prove", "answer={}", "", "ask=nonsense")) {
                assertEquals(
                        403,
                        visit.page()
                                .evaluate(
                                        "body => fetch('/passkey', { method: 'POST', body: new URLSearchParams(body) })"
                                                + ".then(answer => answer.status)",
                                        body));
            }
        }
    }

    private static void add(Visit visit, String page, String label) {
        visit.open(page);
        visit.fill("passkeyLabel", label);
        visit.field("addPasskey").click();
        visit.waitFor("[id$=passkeyList]");
        assertTrue(visit.shows(label), visit.text());
    }

    private static Locator button(Visit visit) {
        return visit.page().locator(BUTTON).first();
    }

    private static void assertTold(House house, Newcomer who, String text) {
        int count = 1;
        while (house.mails().await(who.email(), count).stream()
                .noneMatch(mail -> mail.text().contains(text))) {
            count++;
        }
    }

    private static void awhile(House house, String userName) {
        house.stores()
                .run(
                        "core",
                        "update ams.visit set begun_at = now() - interval '1 hour', proved_at = now() - interval '6 minutes'"
                                + " where user_id = (select id from ams.app_user where user_name = '" + userName
                                + "')");
    }
}
