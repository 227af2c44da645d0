package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A house that has taken a hundred cards remembers none of their numbers (P16): they are drawn at random, so nothing else knows them. */
@ExtendWith(House.Resolver.class)
@Tag("PCI-3.5.1")
@Tag("P16")
class CardsInMemoryIT {

    private static final int CUSTOMERS = 5;
    private static final int CARDS = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void ofAHundredCards_noNumberStaysInMemory(House house) {
        List<String> numbers = new ArrayList<>();
        String certain = null;
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            try (Newcomer newcomer = Newcomer.company(house, "Hundred")) {
                certain = newcomer.userName();
            }
            Wire wire = Wire.customer(house, certain, Newcomer.PASSWORD);
            for (int card = 0; card < CARDS; card++) {
                numbers.add(add(wire));
            }
        }
        assertEquals(CUSTOMERS * CARDS, numbers.stream().distinct().count());
        assertEquals(Map.of(), inMemory(house, numbers, certain));
    }

    /** Adds a card; its number. */
    private static String add(Wire wire) {
        String pan = draw();
        HttpResponse<String> answer = wire.post(
                "/customer/card-add.xhtml",
                Map.of(
                        "form",
                        "form",
                        "form:pan",
                        pan,
                        "form:expiry",
                        "12/33",
                        "form:cardholder",
                        "H NEWCOMER",
                        "form:add",
                        "go",
                        "jakarta.faces.ViewState",
                        Wire.viewState(wire.get("/customer/card-add.xhtml"))));
        assertEquals(302, answer.statusCode(), "no card was added");
        return pan;
    }

    private static Map<String, List<String>> inMemory(House house, List<String> numbers, String certain) {
        List<String> wanted = new ArrayList<>(numbers);
        numbers.forEach(pan -> wanted.add(Spellings.grouped(pan, " ")));
        wanted.add(certain);
        try (HeapDump dump = HeapDump.of(house.server(), house.ams().home().resolve("heap.hprof"))) {
            Map<String, List<String>> found = dump.places(wanted);
            assertNotNull(found.remove(certain), "the search is blind");
            return found;
        }
    }

    /** A number in Visa's range with the check digit that it needs. */
    private static String draw() {
        StringBuilder digits = new StringBuilder("411111");
        RANDOM.ints(9, 0, 10).forEach(digits::append);
        int sum = 0;
        for (int at = 0; at < digits.length(); at++) {
            int doubled = (digits.charAt(at) - '0') * (at % 2 == 0 ? 2 : 1);
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return digits.append((10 - sum % 10) % 10).toString();
    }
}
