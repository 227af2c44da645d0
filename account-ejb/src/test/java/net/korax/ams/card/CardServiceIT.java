package net.korax.ams.card;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Residue;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P14 to P16, and P09 for cards: what customers do with their cards, and what is stored of a number. */
class CardServiceIT extends ContainerTest {

    private static final String AMEX = "378282246310005";
    private static final String DISCOVER = "6011111111111117";
    private static final String JCB = "3530111333300000";

    @Inject
    private CardService cards;

    @Inject
    private CardRequestService requests;

    @Inject
    private PanIntake intake;

    @Test
    @Tag("PCI-3.4.1")
    @Tag("P16")
    void addedCard_showsBrandLastFourExpiryAndHolder() throws Exception {
        Customer anna = Customer.company();
        UUID id = anna.addCard(Customer.VISA);
        List<Card> list = anna.gets(cards::list);
        assertEquals(1, list.size());
        Card card = list.get(0);
        assertEquals(id, card.getId());
        assertEquals(CardBrand.VISA, card.getBrand());
        assertEquals("4242", card.getLastFour());
        assertEquals(Customer.IN_TWO_YEARS, card.getExpiry());
        assertEquals(Customer.CARDHOLDER, card.getHolder());
        assertTrue(card.isDefaultCard());
    }

    @Test
    void withoutATypedNumber_nothingIsAdded() throws Exception {
        Customer anna = Customer.company();
        assertRefused(
                "pan.required",
                () -> anna.does(() -> cards.add(Customer.IN_TWO_YEARS, Customer.CARDHOLDER, null, false)));
        assertEquals(List.of(), anna.gets(cards::list));
    }

    @Test
    void expiredCard_isRefused() throws Exception {
        Customer anna = Customer.company();
        intake.take(Customer.VISA);
        assertRefused(
                "expiry.past",
                () -> anna.does(
                        () -> cards.add(new Expiry(YearMonth.now().minusMonths(2)), Customer.CARDHOLDER, null, false)));
        assertEquals(List.of(), anna.gets(cards::list));
    }

    @Test
    @Tag("P15")
    void editedCard_keepsItsNumberUnderTheNewExpiryAndHolder() throws Exception {
        Customer anna = Customer.company();
        UUID id = anna.addCard(Customer.VISA);
        Card before = anna.gets(() -> cards.get(id));
        Expiry later = new Expiry(YearMonth.now().plusYears(4));
        anna.does(() ->
                cards.change(id, before.getVersion(), later, new CardholderName("G. Farsund-Lie"), anna.contact()));

        Card after = anna.gets(() -> cards.get(id));
        assertEquals(later, after.getExpiry());
        assertEquals("G. Farsund-Lie", after.getHolder().value());
        assertEquals(anna.contact(), after.getBillingContact());
        assertEquals("4242", after.getLastFour());
        // The number still opens: it is recognised when it is typed again.
        assertEquals(id, anna.addCard(Customer.VISA));
        assertRefused(
                "changed-meanwhile",
                () -> anna.does(() -> cards.change(id, before.getVersion(), later, Customer.CARDHOLDER, null)));
    }

    @Test
    @Tag("P15")
    void replacedNumber_showsTheNewOneAndForgetsTheOld() throws Exception {
        Customer anna = Customer.company();
        UUID id = anna.addCard(Customer.VISA);
        long version = anna.gets(() -> cards.get(id)).getVersion();
        String old = fingerprint(id);
        intake.take(Customer.MASTERCARD);
        anna.does(() -> cards.replaceNumber(id, version, Customer.IN_TWO_YEARS));

        Card after = anna.gets(() -> cards.get(id));
        assertEquals(CardBrand.MASTERCARD, after.getBrand());
        assertEquals("4444", after.getLastFour());
        assertEquals(0, Stores.count("vault", "card where fingerprint = '\\x" + old + "'"));
    }

    @Test
    void replacingByANumberOfAnotherOwnCard_isRefused() throws Exception {
        Customer anna = Customer.company();
        UUID visa = anna.addCard(Customer.VISA);
        anna.addCard(Customer.MASTERCARD);
        long version = anna.gets(() -> cards.get(visa)).getVersion();
        intake.take(Customer.MASTERCARD);
        assertRefused(
                "card.number-stored", () -> anna.does(() -> cards.replaceNumber(visa, version, Customer.IN_TWO_YEARS)));
        assertEquals("4242", anna.gets(() -> cards.get(visa)).getLastFour());
    }

    @Test
    @Tag("P14")
    void oneCardIsTheDefault_whicheverWasChosenLast() throws Exception {
        Customer anna = Customer.company();
        UUID visa = anna.addCard(Customer.VISA);
        UUID mastercard = anna.addCard(Customer.MASTERCARD);
        assertEquals(List.of(visa), defaults(anna));
        anna.does(() -> cards.makeDefault(mastercard));
        assertEquals(List.of(mastercard), defaults(anna));
        intake.take(AMEX);
        UUID amex = anna.gets(() -> cards.add(Customer.IN_TWO_YEARS, Customer.CARDHOLDER, null, true));
        assertEquals(List.of(amex), defaults(anna));
        anna.does(() -> cards.delete(amex));
        assertEquals(1, defaults(anna).size());
    }

    @Test
    void numberThatIsThereAlready_updatesItsCard() throws Exception {
        Customer anna = Customer.company();
        UUID id = anna.addCard(Customer.VISA);
        Expiry later = new Expiry(YearMonth.now().plusYears(5));
        intake.take("4242 4242 4242 4242");
        UUID again = anna.gets(() -> cards.add(later, new CardholderName("Somebody Else"), null, false));

        assertEquals(id, again);
        assertEquals(1, anna.gets(cards::list).size());
        assertEquals(later, anna.gets(() -> cards.get(id)).getExpiry());
        assertEquals("Somebody Else", anna.gets(() -> cards.get(id)).getHolder().value());
    }

    @Test
    @Tag("PCI-3.5.1.1")
    void theSameNumberOfTwoCustomers_hasTwoFingerprints() throws Exception {
        UUID annas = Customer.company().addCard(Customer.VISA);
        UUID brunos = Customer.company().addCard(Customer.VISA);
        assertFalse(fingerprint(annas).equals(fingerprint(brunos)));
    }

    @Test
    @Tag("PCI-3.2.1")
    @Tag("P15")
    void deletedCard_leavesNeitherFingerprintNorLastFour() throws Exception {
        Customer anna = Customer.company();
        UUID id = anna.addCard(DISCOVER);
        String fingerprint = fingerprint(id);
        anna.does(() -> cards.delete(id));

        assertRefused("not-found", () -> anna.does(() -> cards.get(id)));
        assertEquals(0, Stores.count("vault", "card where account_id = '" + anna.account() + "'"));
        for (String store : Stores.ALL) {
            for (String table : Stores.tables(store)) {
                assertEquals(
                        0,
                        Stores.count(store, table + " t where t::text like '%" + fingerprint + "%'"),
                        store + "." + table);
            }
        }
        assertNotEquals(id, anna.addCard(DISCOVER), "the number was recognised after it was deleted");
    }

    @Test
    @Tag("PCI-3.5.1")
    @Tag("P16")
    void plantedNumbers_areInNoColumnInAnyForm() throws Exception {
        Customer anna = Customer.company();
        List<String> numbers = List.of(Customer.VISA, Customer.MASTERCARD, AMEX, DISCOVER, JCB);
        for (String number : numbers) {
            anna.addCard(number);
        }
        assertEquals(numbers.size(), anna.gets(cards::list).size());
        assertEquals(Set.of(), Set.copyOf(Residue.of(numbers)));
    }

    @Test
    @Tag("P04")
    void freeService_takesNoCard() throws Exception {
        Customer chloe = Customer.free();
        assertRefused("card.not-for-free", () -> chloe.addCard(Customer.VISA));
        Staff clerk = Staff.clerk();
        assertRefused(
                "card.not-for-free",
                () -> clerk.does(() -> requests.record(
                        chloe.account(),
                        null,
                        CardRequest.Operation.ADD,
                        null,
                        Channel.PHONE,
                        IdentityCheck.CALL_BACK)));
        assertEquals(0, Stores.count("vault", "card where account_id = '" + chloe.account() + "'"));
    }

    @Test
    @Tag("PCI-10.2.1.4")
    @Tag("P09")
    void anotherCustomersCard_isNotFoundAndLeavesAnEvent() throws Exception {
        Customer anna = Customer.company();
        Customer bruno = Customer.company();
        UUID brunos = bruno.addCard(Customer.VISA);
        long version = bruno.gets(() -> cards.get(brunos)).getVersion();

        assertRefused("not-found", () -> anna.does(() -> cards.get(brunos)));
        assertRefused(
                "not-found",
                () -> anna.does(() -> cards.change(brunos, version, Customer.IN_TWO_YEARS, Customer.CARDHOLDER, null)));
        intake.take(Customer.MASTERCARD);
        assertRefused("not-found", () -> anna.does(() -> cards.replaceNumber(brunos, version, Customer.IN_TWO_YEARS)));
        assertRefused("not-found", () -> anna.does(() -> cards.makeDefault(brunos)));
        assertRefused("not-found", () -> anna.does(() -> cards.delete(brunos)));

        assertEquals(5, Trail.refusals(anna, "card.view", brunos));
        assertEquals(version, bruno.gets(() -> cards.get(brunos)).getVersion());
        assertEquals(List.of(), anna.gets(cards::list));
    }

    private List<UUID> defaults(Customer customer) throws Exception {
        return customer.gets(cards::list).stream()
                .filter(Card::isDefaultCard)
                .map(Card::getId)
                .toList();
    }

    private static String fingerprint(UUID card) throws Exception {
        return Stores.column("vault", "select encode(fingerprint, 'hex') from card where id = '" + card + "'")
                .get(0);
    }
}
