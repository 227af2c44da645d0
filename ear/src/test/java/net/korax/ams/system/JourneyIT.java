package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job from beginning to end: P03, P08, P10 to P16 and P19. */
@ExtendWith(House.Resolver.class)
class JourneyIT {

    @Test
    void aCustomer_comes_orders_isCharged_seesIt_andLeavesWithoutATrace(House house) {
        try (Newcomer nora = Newcomer.company(house, "Nora");
                Visit carl = house.staff("carl")) {
            Visit visit = nora.visit();
            assertTrue(visit.shows(nora.name() + " covers all roles"), visit.text());
            addContact(visit);
            addCard(visit, nora.name());
            Errands.order(visit);
            assertTrue(visit.shows("Mastercard •••• 4444"), visit.text());
            String amount = Errands.charge(carl, Errands.requestOf(carl, nora.number(), "execute"));
            assertFalse(carl.shows("5555"), "the custodian sees more of the number than its end");
            seeIt(house, nora, amount);
            leave(house, nora);
        }
    }

    private static void addContact(Visit visit) {
        visit.open("/customer/contacts.xhtml");
        visit.follow("add");
        visit.fill("personName", "Otto Accounts");
        visit.fill("email", "otto@newcomer.example");
        visit.page().getByLabel("Billing").check();
        visit.fill("phone1", "+49 30 901820");
        visit.send("save");
        assertTrue(visit.notice().startsWith("Otto Accounts was added"), visit.text());
        assertTrue(visit.shows("+49 30 901820"));
    }

    private static void addCard(Visit visit, String holder) {
        visit.open("/customer/card-add.xhtml");
        visit.fill("pan", "5555 5555 5555 4444");
        visit.fill("expiry", "10/33");
        visit.fill("cardholder", holder);
        visit.send("add");
        assertEquals("/customer/cards.xhtml", visit.path(), visit.text());
        assertTrue(visit.shows("4444") && visit.shows("10/33"), visit.text());
    }

    private static void seeIt(House house, Newcomer nora, String amount) {
        Visit visit = nora.visit();
        visit.open("/customer/requests.xhtml");
        assertTrue(visit.shows(amount), visit.text());
        visit.open("/customer/ledger.xhtml");
        String newest = visit.page()
                .locator("#ledger tbody tr, [id$=':ledger'] tbody tr")
                .first()
                .innerText();
        assertTrue(newest.toLowerCase(java.util.Locale.ROOT).contains("charged"), newest);
        assertTrue(newest.contains("staff"), newest);
        List<Mails.Mail> mails = house.mails().await(nora.email(), 3);
        assertTrue(
                mails.stream().anyMatch(mail -> mail.subject().equals("Your card Mastercard •••• 4444: charged")),
                () -> mails.stream().map(Mails.Mail::subject).toList().toString());
    }

    private static void leave(House house, Newcomer nora) {
        Visit visit = nora.visit();
        visit.open("/customer/data.xhtml");
        visit.fill("account", "K999999");
        visit.sendAndConfirm("close");
        assertEquals("This is not the number of your account. Type it as it is shown above.", visit.errorAt("account"));
        visit.fill("account", nora.number());
        visit.sendAndConfirm("close");
        visit.page().waitForURL("**/closed.xhtml?id=*");
        assertTrue(visit.has("pdf"), visit.text());
        assertEquals(
                List.of(), house.stores().places(List.of(nora.userName(), nora.email(), nora.name(), "Otto Accounts")));
        visit.signIn(nora.userName(), Newcomer.PASSWORD);
        assertEquals("/sign-in.xhtml", visit.path());
    }
}
