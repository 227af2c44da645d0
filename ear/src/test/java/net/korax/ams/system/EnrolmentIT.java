package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.korax.ams.launcher.SampleTotp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From an empty house to its first operator, and from an invitation to the last click of who was disabled: PCI 8.2. */
@ExtendWith(House.Resolver.class)
class EnrolmentIT {

    private static final String PASSWORD = "lantern harbour 26";
    private static final String DOOR = "/staff-sign-in.xhtml";

    private final Map<String, String> secrets = new HashMap<>();

    @Test
    @Tag("PCI-8.2.4")
    @Tag("PCI-8.2.5")
    @Tag("PCI-8.3.5")
    void emptyHouse_getsItsFirstOperatorByAToken_whoInvitesChangesAndDisables(House house) throws Exception {
        try (SecondHouse empty =
                new SecondHouse(house, Map.of("AMS_SAMPLES", "no", "AMS_ACCEPTED_RISKS", "swap,core-dumps"))) {
            empty.start();
            Path file = empty.home().resolve("first-operator.token");
            String token = Files.readString(file);
            assertTrue(empty.said().contains(file.toString()), empty.said());
            try (Visit ada = house.visitAt(empty.baseUrl());
                    Visit ines = house.visitAt(empty.baseUrl())) {
                ada.open("/enrol.xhtml?token=" + token.replace(token.charAt(0), '0'));
                assertTrue(ada.shows("This link works no more"), ada.text());
                String first = "/enrol.xhtml?token=" + token;
                enrol(ada, first, "ada", true);
                assertFalse(Files.exists(file));
                ines.open(first);
                assertTrue(ines.shows("This link works no more"), "it works once");
                assertEquals("/operator/house.xhtml", ada.path(), ada.text());

                String link = invite(ada, "ines", 0);
                enrol(ines, link, "ines", false);
                assertEquals("/staff/queue.xhtml", ines.path(), ines.text());

                openMember(ada, "ines");
                tick(ada, 0, false);
                tick(ada, 3, true);
                ada.send("change");
                assertEquals("The roles of ines are changed.", ada.notice());
                ines.open("/staff/queue.xhtml");
                assertEquals(DOOR, ines.path(), "new rights, a new visit");
                forgetCodes(empty);
                signIn(ines, "ines");
                assertEquals("/auditor/trail.xhtml", ines.path(), ines.text());

                ada.fill("leavingReason", "End of the contract");
                ada.sendAndConfirm("disable");
                assertEquals("ines is disabled.", ada.notice());
                ines.open("/auditor/trail.xhtml");
                assertEquals(DOOR, ines.path());
                forgetCodes(empty);
                signIn(ines, "ines");
                assertEquals(DOOR, ines.path(), "nor in anew");

                openMember(ada, "ada");
                assertTrue(ada.shows("This is you."), ada.text());
                assertFalse(ada.has("change") || ada.has("disable"));
                assertEquals(List.of(), ada.complaints());
                assertEquals(List.of(), ines.complaints());
                for (Path log : List.of(empty.home().resolve("log").resolve("server.log"), launcherLog(empty))) {
                    String said = Files.readString(log);
                    assertFalse(
                            said.contains(token) || said.contains(link.substring(link.indexOf('=') + 1)), "in " + log);
                }
            }
        }
    }

    @Test
    @Tag("PCI-8.2.5")
    void disabledOnOneNode_isOutWithTheNextClickOnTheOther(House house) {
        String name = "noor";
        try (SecondHouse node = SecondHouse.nodeOf(house);
                Visit olga = house.staff("olga");
                Visit noor = house.visitAt(node.baseUrl())) {
            node.start();
            String link = invite(olga, name, 0);
            enrol(noor, link.substring(link.indexOf("/enrol")), name, false);
            assertEquals(200, noor.open("/staff/queue.xhtml"));
            assertEquals("/staff/queue.xhtml", noor.path());

            openMember(olga, name);
            olga.fill("leavingReason", "A test");
            olga.sendAndConfirm("disable");
            assertEquals(name + " is disabled.", olga.notice());
            noor.open("/staff/queue.xhtml");
            assertEquals(DOOR, noor.path());
        }
    }

    /** Opens a link, chooses, proves and signs in. */
    private void enrol(Visit visit, String link, String name, boolean chosen) {
        visit.open(link);
        String secret = visit.page().locator("#secret").innerText().replace(" ", "");
        assertTrue(visit.page().locator("#picture path").getAttribute("d").length() > 1000);
        if (chosen) {
            visit.fill("userName", name);
        }
        visit.fill("next", PASSWORD);
        visit.fill("repeated", PASSWORD + "7");
        visit.fill("code", SampleTotp.codeOf(secret, Instant.now()));
        visit.send("enrol");
        assertTrue(visit.errorAt("repeated").startsWith("The two passwords differ."), visit.text());
        assertEquals(secret, visit.page().locator("#secret").innerText().replace(" ", ""), "the same key to the app");
        visit.fill("next", PASSWORD);
        visit.fill("repeated", PASSWORD);
        visit.fill("code", "000000");
        visit.send("enrol");
        assertTrue(visit.errorAt("code").startsWith("This code is not right."), visit.text());
        visit.fill("next", PASSWORD);
        visit.fill("repeated", PASSWORD);
        visit.fill("code", SampleTotp.codeOf(secret, Instant.now()));
        visit.send("enrol");
        assertEquals(DOOR, visit.path(), visit.text());
        assertTrue(visit.notice().startsWith("You are enrolled."), visit.text());
        secrets.put(name, secret);
        signIn(visit, name);
    }

    private void signIn(Visit visit, String name) {
        visit.open(DOOR);
        visit.fill("userName", name);
        visit.fill("password", PASSWORD);
        visit.fill("totp", SampleTotp.codeOf(secrets.get(name), Instant.now().plusSeconds(30)));
        visit.send("signIn");
    }

    private static String invite(Visit operator, String name, int role) {
        operator.open("/operator/invite.xhtml");
        operator.fill("userName", name);
        operator.send("invite");
        assertTrue(operator.shows("Choose at least one role."), operator.text());
        assertEquals(name, operator.value("userName"));
        tick(operator, role, true);
        operator.send("invite");
        String link = operator.page().locator("#link").innerText();
        operator.open("/operator/staff.xhtml");
        assertTrue(operator.shows(name), operator.text());
        assertFalse(operator.shows(link), "shown once");
        return link;
    }

    private static void openMember(Visit operator, String name) {
        operator.open("/operator/staff.xhtml");
        operator.follow(operator.page()
                .locator("tr", new Page.LocatorOptions().setHasText(name))
                .locator("a[href^='/operator/member.xhtml']")::click);
    }

    private static void tick(Visit visit, int role, boolean on) {
        visit.page().locator("input[id$=':" + role + ":held']").setChecked(on);
    }

    /** Lets the code of this half minute be used once more. */
    private static void forgetCodes(SecondHouse house) throws SQLException {
        try (Connection connection = house.superuser("core");
                Statement statement = connection.createStatement()) {
            statement.execute("update ams.app_user set totp_last_step = null");
        }
    }

    private static Path launcherLog(SecondHouse house) {
        return house.home().resolve("launcher.log");
    }
}
