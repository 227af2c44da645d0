package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each area is there for its own people: whoever else asks for one of its pages is told so, or shown the door. */
@ExtendWith(House.Resolver.class)
class RolesIT {

    @Test
    void everyPage_isThereForItsOwnPeople(House house) {
        for (String who : people(house)) {
            try (Visit visit = house.as(who, 1280, "en-GB")) {
                for (Pages.Opening opening : house.openings()) {
                    if (opening.who().equals(who) && !opening.page().equals("/fault.xhtml")) {
                        assertEquals(200, visit.ask(opening.address()).status(), who + " at " + opening.page());
                    }
                }
            }
        }
    }

    @Test
    void whoIsNotSignedIn_isShownTheDoor(House house) {
        try (Visit visitor = house.visit()) {
            for (Pages.Opening opening : house.openings()) {
                if (!opening.who().isEmpty()) {
                    String door = visitor.ask(opening.address()).url();
                    assertTrue(door.endsWith("sign-in.xhtml"), opening.page() + " led to " + door);
                }
            }
        }
    }

    @Test
    void aCustomer_opensNoPageOfThoseWhoWorkHere_andTheyNoneOfACustomers(House house) {
        for (String who : people(house)) {
            if (who.isEmpty()) {
                continue;
            }
            Set<String> others = house.openings().stream()
                    .filter(opening -> !opening.who().isEmpty()
                            && opening.who().equals(Pages.CUSTOMER) != who.equals(Pages.CUSTOMER))
                    .map(Pages.Opening::address)
                    .collect(Collectors.toCollection(TreeSet::new));
            try (Visit visit = house.as(who, 1280, "en-GB")) {
                for (String address : others) {
                    assertEquals(403, visit.ask(address).status(), who + " at " + address);
                }
            }
        }
    }

    /** What does not differ is written once for all: nobody may be shown what was written for somebody else. */
    @Test
    void everybodysNavigation_leadsWhereHeMayGo_inHisLanguage(House house) {
        Map<String, List<String>> english = new HashMap<>();
        for (String language : List.of("en-GB", "fr-FR")) {
            for (String who : people(house)) {
                if (who.isEmpty()) {
                    continue;
                }
                try (Visit visit = house.as(who, 1280, language)) {
                    visit.open(who.equals(Pages.CUSTOMER) ? "/customer/overview.xhtml" : "/desk/visits.xhtml");
                    List<String> words = visit.page().locator("#nav a").allInnerTexts();
                    assertNotEquals(english.put(who, words), words, who + " in " + language);
                    List<String> links = visit.page().locator("#nav a").all().stream()
                            .map(link -> link.getAttribute("href"))
                            .toList();
                    Set<String> areas = links.stream().map(RolesIT::area).collect(Collectors.toSet());
                    for (Pages.Opening opening : house.openings()) {
                        assertTrue(
                                !opening.who().equals(who)
                                        || opening.page().equals("/fault.xhtml")
                                        || areas.contains(area(opening.page())),
                                who + " is not led to " + opening.page() + " by " + links);
                    }
                    for (String link : links) {
                        assertEquals(200, visit.ask(link).status(), who + " at " + link);
                    }
                }
            }
        }
    }

    private static String area(String path) {
        return path.split("/")[1];
    }

    private static List<String> people(House house) {
        return house.openings().stream().map(Pages.Opening::who).distinct().toList();
    }
}
