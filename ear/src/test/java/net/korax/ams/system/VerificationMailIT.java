package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** P11: an address works when its owner has read the mail; so that mail is read nowhere in the portal, by its customer or by staff. */
@Tag("P11")
@ExtendWith(House.Resolver.class)
class VerificationMailIT {

    private static final String WORDS = "ignore it; nothing happens without the link";

    @Test
    void linkAndTextOfTheMail_standOnNoPage(House house) {
        try (Newcomer nora = Newcomer.to(house, "Nora")
                .choosing("WEB_HOSTING", "COMPANY")
                .tellingWho()
                .choosingLogIn()
                .opening()
                .signingIn()) {
            String token = house.mails().link(nora.email(), 1).replaceFirst(".*token=", "");
            assertEquals(43, token.length());
            Visit visit = nora.visit();
            visit.open("/customer/contacts.xhtml");
            List<String> own = new ArrayList<>(Pages.under(house, "/customer/"));
            own.add(visit.links("/customer/contact.xhtml?id=").get(0));
            read(visit, own, token);
            try (Visit stella = house.staff("stella")) {
                String account = Errands.find(stella, nora.company());
                List<String> pages = new ArrayList<>(Pages.under(house, "/staff/"));
                pages.add(account);
                read(stella, pages, token);
            }
            for (String[] area : new String[][] {{"olga", "/operator/"}, {"aldo", "/auditor/"}}) {
                try (Visit staff = house.staff(area[0])) {
                    read(staff, Pages.under(house, area[1]), token);
                }
            }
        }
    }

    private static void read(Visit visit, List<String> addresses, String token) {
        for (String address : addresses) {
            visit.open(address);
            String page = visit.page().content();
            assertFalse(page.contains(token), address);
            assertFalse(page.contains(WORDS), address);
        }
    }
}
