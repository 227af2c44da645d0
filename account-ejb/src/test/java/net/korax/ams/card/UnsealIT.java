package net.korax.ams.card;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.SignedIn;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.erasure.ErasureService;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.TestTime;
import net.korax.ams.shared.Time;
import net.korax.ams.vault.KeyComponent;
import net.korax.ams.vault.KeyDomain;
import net.korax.ams.vault.KeyStores;
import net.korax.ams.vault.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Split custody: until two custodians have opened it, cards are seen and deleted and nothing else. */
@Tag("PCI-3.7.6")
class UnsealIT extends ContainerTest {

    private static final String PATH = "ams.custody.keystore.path";
    private static final Money PRICE = Money.of(4900, "EUR");

    @Inject
    private UnsealService unseal;

    @Inject
    private CardService cards;

    @Inject
    private CardRequestService requests;

    @Inject
    private ChargeService charges;

    @Inject
    private CustodyService custody;

    @Inject
    private ErasureService erasures;

    @Inject
    private PanIntake intake;

    private final KeyComponent one = KeyComponent.random();
    private final KeyComponent other = KeyComponent.random();
    private Staff carl;
    private Staff second;
    private Customer anna;
    private UUID card;

    @BeforeEach
    void custodyStartsSealed() throws Exception {
        carl = Staff.custodian();
        second = Staff.secondCustodian();
        anna = Customer.company();
        card = anna.addCard(Customer.VISA);
        Path store = Files.createTempDirectory("custody").resolve("cards.p12");
        KeyStores.createPkcs12(store, one.with(other), "it", KeyDomain.CUSTODY);
        System.setProperty(PATH, store.toString());
        Staff.operator().does(unseal::seal);
    }

    /** The house's own keys again, for every other test. */
    @AfterEach
    void custodyIsAsBefore() throws Exception {
        Staff.operator().does(unseal::seal);
        System.clearProperty(PATH);
        Keys.seal();
    }

    @Test
    void whileSealed_cardsAreSeenWithoutTheirHolders() throws Exception {
        List<Card> list = anna.gets(cards::list);
        assertEquals(1, list.size());
        assertTrue(anna.gets(cards::isSealed), "said before anything is typed");
        assertEquals(CardBrand.VISA, list.get(0).getBrand());
        assertEquals("4242", list.get(0).getLastFour());
        assertEquals(Customer.IN_TWO_YEARS, list.get(0).getExpiry());
        assertNull(list.get(0).getHolder());
        assertFalse(list.get(0).isDamaged());
        assertEquals(0, Trail.refusals(anna, "card.seal-broken", card));
    }

    @Test
    void whileSealed_nothingIsAddedOrChanged() throws Exception {
        long version = anna.gets(() -> cards.get(card)).getVersion();
        assertRefused("custody.sealed", () -> anna.addCard(Customer.MASTERCARD));
        assertRefused(
                "custody.sealed",
                () -> anna.does(() -> cards.change(card, version, Customer.IN_TWO_YEARS, Customer.CARDHOLDER, null)));
        intake.take(Customer.MASTERCARD);
        assertRefused(
                "custody.sealed", () -> anna.does(() -> cards.replaceNumber(card, version, Customer.IN_TWO_YEARS)));
        assertEquals(1, anna.gets(cards::list).size());
        assertEquals(version, anna.gets(() -> cards.get(card)).getVersion());
    }

    @Test
    void whileSealed_aChargeIsRefusedAndItsRequestStaysOpen() throws Exception {
        UUID request = record(CardRequest.Operation.CHARGE, PRICE);
        assertRefused("custody.sealed", () -> carl.does(() -> charges.charge(request, PRICE)));
        assertEquals(
                CardRequest.State.OPEN, carl.gets(() -> requests.get(request)).getState());
        assertEquals(List.of(), anna.gets(charges::mine));
    }

    @Test
    void whileSealed_anEditUnderARequestIsRefusedAndTheRequestStaysOpen() throws Exception {
        UUID request = record(CardRequest.Operation.EDIT, null);
        assertRefused(
                "custody.sealed",
                () -> carl.does(() -> custody.edit(request, Customer.IN_TWO_YEARS, Customer.CARDHOLDER)));
        assertEquals(
                CardRequest.State.OPEN, carl.gets(() -> requests.get(request)).getState());
    }

    @Test
    @Tag("P15")
    void whileSealed_cardsAreDeletedAndAccountsClosed() throws Exception {
        anna.does(() -> cards.delete(card));
        assertEquals(List.of(), anna.gets(cards::list));
        anna.close();
        assertEquals(0, Stores.count("vault", "card where account_id = '" + anna.account() + "'"));
    }

    @Test
    @Tag("R07")
    void whileTheStoreIsOutOfReach_cardsAreSeenAndDeleted() throws Exception {
        System.setProperty("ams.custody.keystore.password-file", System.getProperty(PATH) + ".absent");
        try {
            assertNull(anna.gets(() -> cards.get(card)).getHolder());
            assertRefused("custody.unavailable", () -> anna.addCard(Customer.MASTERCARD));
            UUID request = record(CardRequest.Operation.CHARGE, PRICE);
            assertRefused("custody.unavailable", () -> carl.does(() -> charges.charge(request, PRICE)));
            assertEquals(List.of(), anna.gets(charges::mine));
            anna.does(() -> cards.delete(card));
        } finally {
            System.clearProperty("ams.custody.keystore.password-file");
        }
        assertEquals(List.of(), anna.gets(cards::list));
    }

    @Test
    @Tag("PCI-3.6.1.2")
    void oneComponentAlone_opensNothing() throws Exception {
        assertFalse(carl.gets(() -> unseal.offer(one.written())));
        assertTrue(carl.gets(unseal::standing).sealed());
        assertNotNull(carl.gets(unseal::standing).waitingUntil());
        assertRefused("custody.sealed", () -> anna.addCard(Customer.MASTERCARD));
    }

    @Test
    @Tag("PCI-3.6.1.2")
    void twoCustodians_openItInEitherOrder() throws Exception {
        assertFalse(second.gets(() -> unseal.offer(other.written())));
        assertTrue(carl.gets(() -> unseal.offer(one.written().toUpperCase(Locale.ROOT))));
        assertFalse(carl.gets(unseal::standing).sealed());
        assertFalse(anna.gets(cards::isSealed));

        Customer bruno = Customer.company();
        UUID brunos = bruno.addCard(Customer.VISA);
        assertEquals(Customer.CARDHOLDER, bruno.gets(() -> cards.get(brunos)).getHolder());
        assertRefused("custody.not-sealed", () -> carl.does(() -> unseal.offer(one.written())));

        carl.does(unseal::seal);
        assertNull(bruno.gets(() -> cards.get(brunos)).getHolder());
    }

    @Test
    @Tag("PCI-10.2.1.4")
    void theSamePersonTwice_isRefusedAndRecorded() throws Exception {
        carl.does(() -> unseal.offer(one.written()));
        int before = refusals(carl);
        assertRefused("custody.same-custodian", () -> carl.does(() -> unseal.offer(other.written())));
        assertEquals(before + 1, refusals(carl));
        assertTrue(carl.gets(unseal::standing).sealed());
        // The first component still counts.
        assertTrue(second.gets(() -> unseal.offer(other.written())));
    }

    @Test
    @Tag("PCI-3.6.1.2")
    void componentsThatDoNotFit_areBothForgottenAndRecorded() throws Exception {
        carl.does(() -> unseal.offer(one.written()));
        int before = refusals(second);
        assertRefused(
                "custody.components-differ",
                () -> second.does(() -> unseal.offer(KeyComponent.random().written())));
        assertEquals(before + 1, refusals(second));
        assertNull(carl.gets(unseal::standing).waitingUntil());
        assertFalse(second.gets(() -> unseal.offer(other.written())));
        assertTrue(carl.gets(() -> unseal.offer(one.written())));
    }

    @Test
    @Tag("PCI-8.2.5")
    void aComponentOfSomebodyWhomNobodyTrusts_isNotTaken() throws Exception {
        Staff untrusted = Staff.operatorWithTheRoleForCards();
        assertRefused("trust.ended", () -> untrusted.does(() -> unseal.offer(one.written())));
        assertNull(carl.gets(unseal::standing).waitingUntil());
        carl.does(() -> unseal.offer(one.written()));
        assertRefused("trust.ended", () -> untrusted.does(() -> unseal.offer(other.written())));
        assertTrue(carl.gets(unseal::standing).sealed());
        assertEquals(
                2,
                Trail.entries("actor = '" + untrusted.user()
                                + "' and operation = 'trust.use' and outcome = 'REFUSED' and object_id is null")
                        .size());
    }

    @Test
    void aSlipOfThePen_isNoticedAndRecorded() throws Exception {
        String written = one.written();
        char last = written.charAt(written.length() - 1);
        String slip = written.substring(0, written.length() - 1) + (last == '0' ? '1' : '0');
        int before = refusals(carl);
        for (String typed : new String[] {slip, "", null, written.substring(5)}) {
            assertRefused("custody.component", () -> carl.does(() -> unseal.offer(typed)));
        }
        assertEquals(before + 4, refusals(carl));
        assertNull(carl.gets(unseal::standing).waitingUntil());
    }

    @Test
    void aComponentIsForgotten_afterAQuarterOfAnHour() throws Exception {
        carl.does(() -> unseal.offer(one.written()));
        TestTime.at(Time.now().plus(Duration.ofMinutes(15).plusSeconds(1)).toString(), () -> {
            assertNull(carl.gets(unseal::standing).waitingUntil());
            assertFalse(second.gets(() -> unseal.offer(other.written())));
        });
        assertTrue(carl.gets(unseal::standing).sealed());
    }

    private UUID record(CardRequest.Operation operation, Money ceiling) throws Exception {
        return Staff.clerk()
                .gets(() -> requests.record(
                        anna.account(), card, operation, ceiling, Channel.PHONE, IdentityCheck.CALL_BACK));
    }

    private static int refusals(SignedIn caller) throws SQLException {
        return Trail.entries("actor = '" + caller.user() + "' and operation = 'custody.unseal' and outcome = 'REFUSED'")
                .size();
    }
}
