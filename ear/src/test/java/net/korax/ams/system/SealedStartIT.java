package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.korax.ams.vault.KeyComponent;
import net.korax.ams.vault.KeyDomain;
import net.korax.ams.vault.KeyStores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A house of split custody starts sealed: customers hear so before they type a number, until two custodians have opened it. */
@ExtendWith(House.Resolver.class)
class SealedStartIT {

    private static final String SEALED = "Card custody is sealed";

    @TempDir
    private Path folder;

    @Test
    @Tag("PCI-3.7.6")
    void customersAreToldBeforeTheyType_untilTwoCustodiansHaveOpenedIt(House house) {
        KeyComponent one = KeyComponent.random();
        KeyComponent other = KeyComponent.random();
        Path store = folder.resolve("cards.p12");
        KeyStores.createPkcs12(store, one.with(other), "demo", KeyDomain.CUSTODY);
        try (SecondHouse second = new SecondHouse(house, Map.of("AMS_CUSTODY_KEYSTORE_PATH", store.toString()))) {
            second.start();
            try (Newcomer nora = signUp(house, second);
                    Visit carl = custodian(house, second, "carl");
                    Visit clara = custodian(house, second, "clara")) {
                assertToldBeforehand(nora.visit());
                offer(carl, one, "Your component is here");
                assertToldBeforehand(nora.visit());
                offer(clara, other, "Custody is open");
                assertCardIsTaken(nora.visit());
                carl.open("/custodian/unseal.xhtml");
                carl.sendAndConfirm("seal");
                assertCardIsOnlySeenAndDeleted(nora.visit());
            }
        }
    }

    /** The card is no part of it: the form says why, and takes the rest. */
    private static Newcomer signUp(House house, SecondHouse second) {
        Newcomer nora = Newcomer.at(house.visitAt(second.baseUrl()), "Nora")
                .choosing("WEB_HOSTING", "COMPANY")
                .tellingWho();
        assertTrue(nora.visit().shows(SEALED), nora.visit().text());
        return nora.choosingLogIn().opening().signingIn();
    }

    private static void assertToldBeforehand(Visit visit) {
        visit.open("/customer/card-add.xhtml");
        assertTrue(visit.shows(SEALED), visit.text());
        assertFalse(visit.has("pan"), "there is nothing to type a number into");
    }

    private static Visit custodian(House house, SecondHouse second, String name) {
        Visit visit = house.visitAt(second.baseUrl());
        visit.signInStaff(name);
        return visit;
    }

    private static void offer(Visit custodian, KeyComponent component, String told) {
        custodian.open("/custodian/unseal.xhtml");
        custodian.fill("component", component.written());
        custodian.send("offer");
        assertTrue(custodian.shows(told), custodian.text());
    }

    private static void assertCardIsTaken(Visit visit) {
        visit.open("/customer/card-add.xhtml");
        assertFalse(visit.shows(SEALED), visit.text());
        visit.fill("pan", Newcomer.VISA);
        visit.fill("expiry", "11/34");
        visit.fill("cardholder", "Nora Newcomer");
        visit.send("add");
        assertTrue(visit.shows("The card was added") && visit.shows("1111"), visit.text());
    }

    private static void assertCardIsOnlySeenAndDeleted(Visit visit) {
        visit.open("/customer/cards.xhtml");
        visit.follow(
                () -> visit.page().locator("a[href*='card.xhtml?id=']").first().click());
        assertTrue(visit.shows(SEALED) && visit.shows("1111"), visit.text());
        assertEquals(List.of(false, false, false), List.of(visit.has("pan"), visit.has("save"), visit.has("replace")));
        visit.sendAndConfirm("delete");
        visit.open("/customer/cards.xhtml");
        assertFalse(visit.shows("1111"), visit.text());
    }
}
