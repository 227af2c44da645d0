package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A forgotten password, from the door to the door: ASVS 6.3.8, 6.4.1, 6.4.3. */
@ExtendWith(House.Resolver.class)
class ForgottenIT {

    private static final String NEXT = "another harbour lantern";

    @Test
    void linkByMail_setsANewPassword_once(House house) {
        Newcomer rita = Newcomer.company(house, "Rita");
        int before = house.mails().to(rita.email()).size();
        try (Visit elsewhere = rita.visit();
                Visit visit = house.visit()) {
            visit.open("/sign-in.xhtml");
            visit.follow(visit.page().getByText("Forgot your password?")::click);
            ask(visit, rita.userName());
            String link = house.mails().link(rita.email(), before + 1);
            assertTrue(link.startsWith("/reset.xhtml?token="), link);
            visit.open(link);
            visit.fill("next", "short");
            visit.fill("repeated", "short");
            visit.send("change");
            assertTrue(visit.errorAt("next").contains("at least 12 characters"), visit.text());
            visit.fill("next", NEXT);
            visit.fill("repeated", NEXT + "s");
            visit.send("change");
            assertTrue(visit.errorAt("repeated").startsWith("The two passwords differ."), visit.text());
            visit.fill("next", NEXT);
            visit.fill("repeated", NEXT);
            visit.send("change");
            assertEquals("/sign-in.xhtml", visit.path(), visit.text());
            assertEquals("Your password was changed. Sign in with it.", visit.notice());
            elsewhere.open("/customer/overview.xhtml");
            assertEquals("/sign-in.xhtml", elsewhere.path(), "every visit has ended");
            visit.open(link);
            visit.fill("next", "a third harbour lantern");
            visit.fill("repeated", "a third harbour lantern");
            visit.send("change");
            assertTrue(visit.summary().get(0).startsWith("This link works no more."), visit.text());
            visit.signIn(rita.userName(), Newcomer.PASSWORD);
            assertEquals("/sign-in.xhtml", visit.path());
            visit.signIn(rita.userName(), NEXT);
            assertEquals("/customer/overview.xhtml", visit.path());
            assertEquals(List.of(), visit.complaints());
        }
    }

    @Test
    void answerIsTheSame_whetherSomebodyHasTheNameOrNot(House house) {
        try (Visit visit = house.visit()) {
            String known = answer(visit, "chloe");
            assertEquals(known, answer(visit, "nobody-of-this-name"));
            assertEquals(known, answer(visit, "olga"));
            assertFalse(known.contains("chloe"));
        }
    }

    private static String answer(Visit visit, String name) {
        visit.open("/forgot.xhtml");
        ask(visit, name);
        return visit.text();
    }

    private static void ask(Visit visit, String name) {
        visit.fill("userName", name);
        visit.send("ask");
        assertTrue(visit.shows("If there is an account with this user name, a link is on its way."), visit.text());
    }
}
