package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What was done stays done, also when the power goes: a house of its own is killed and started again on the same folder. */
@ExtendWith(House.Resolver.class)
class RestartIT {

    @Test
    void whatWasThere_isThereAgain_afterTheServerDied_andAfterEverythingDied(House house) {
        try (SecondHouse second = new SecondHouse(house)) {
            second.start();
            String made = openAccount(house, second, "Rita");

            second.server().destroyForcibly();
            assertEquals(1, second.awaitEnd(), "the launcher has not noticed that its server is gone");
            assertTrue(second.said().contains("The server ended by itself"), second.said());
            assertFalse(second.database().isPresent(), "the database runs on without its launcher");

            second.start();
            assertSignsIn(house, second, made, Newcomer.PASSWORD);
            String later = openAccount(house, second, "Rolf");
            second.killEverything();

            second.start();
            for (String name : new String[] {made, later}) {
                assertSignsIn(house, second, name, Newcomer.PASSWORD);
            }
            assertSignsIn(house, second, "anna", House.PASSWORD);
        }
    }

    private static String openAccount(House house, SecondHouse second, String first) {
        try (Newcomer newcomer = Newcomer.at(house.visitAt(second.baseUrl()), first)
                .choosing("WEB_HOSTING", "COMPANY")
                .tellingWho()
                .choosingLogIn()
                .typingCard(Newcomer.VISA)
                .opening()) {
            return newcomer.userName();
        }
    }

    private static void assertSignsIn(House house, SecondHouse second, String name, String password) {
        try (Visit visit = house.visitAt(second.baseUrl())) {
            visit.signIn(name, password);
            assertEquals("/customer/overview.xhtml", visit.path(), visit.text());
            assertTrue(Stream.of("1111", "4242").anyMatch(visit::shows), "the card of " + name + " is gone");
        }
    }
}
