package net.korax.ams.card;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.catalogue.CatalogueService;
import net.korax.ams.catalogue.ServiceOrder;
import net.korax.ams.charge.Charge;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.charge.Posting;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.SignedIn;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.ordering.OrderingService;
import net.korax.ams.shared.Money;
import net.korax.ams.vault.Dek;
import net.korax.ams.vault.KeyDomain;
import net.korax.ams.vault.KeyRing;
import net.korax.ams.vault.KeyStores;
import net.korax.ams.vault.Keys;
import net.korax.ams.vault.WrappedDek;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Somebody writes into {@code ams_vault} past the product. What he swapped or edited is not shown as if it were true and never
 * reaches the gateway; it leaves an event, takes nobody else's card with it, and the customer can delete it.
 */
@Tag("PCI-3.7.7")
class CustodyAttackIT extends ContainerTest {

    private static final Money PRICE = Money.of(4900, "EUR");
    private static final int IN_CIPHERTEXT = 40;
    private static final int SUITE = 2;
    private static final int IN_KEY_ID = 3;

    @Inject
    private CardService cards;

    @Inject
    private CardRequestService requests;

    @Inject
    private ChargeService charges;

    @Inject
    private OrderingService ordering;

    @Inject
    private CatalogueService catalogue;

    private Staff clerk;
    private Staff custodian;
    private Customer anna;
    private Customer bruno;
    private UUID attacked;
    private UUID annasOther;
    private UUID brunos;

    @BeforeEach
    void customersHaveCards() throws Exception {
        clerk = Staff.clerk();
        custodian = Staff.custodian();
        anna = Customer.company();
        bruno = Customer.company();
        attacked = anna.addCard(Customer.VISA);
        annasOther = anna.addCard(Customer.MASTERCARD);
        brunos = bruno.addCard(Customer.VISA);
    }

    @Test
    void numberOfAnotherOwnCard_isNotCharged() throws Exception {
        swap("sealed_pan", attacked, annasOther);
        assertNotCharged(anna, attacked);
        assertNotCharged(anna, annasOther);
        assertUsable(bruno, brunos);
        assertDeletable();
    }

    @Test
    void numberOfAnotherCustomersCard_isNotCharged() throws Exception {
        swap("sealed_pan", attacked, brunos);
        assertNotCharged(anna, attacked);
        assertNotCharged(bruno, brunos);
        assertUsable(anna, annasOther);
        assertDeletable();
    }

    @Test
    void holderOfAnotherCustomersCard_isNotShown() throws Exception {
        swap("holder", attacked, brunos);
        assertNotShown(anna, attacked);
        assertNotShown(bruno, brunos);
        assertUsable(anna, annasOther);
        assertDeletable();
    }

    @Test
    void swappedKeysOfTwoAccounts_openNothingOfEither() throws Exception {
        Customer chloe = Customer.company();
        UUID chloes = chloe.addCard(Customer.VISA);
        String annasKey = wrapped(anna);
        String brunosKey = wrapped(bruno);
        Stores.run("vault", setKey(anna, brunosKey), setKey(bruno, annasKey));
        for (UUID card : List.of(attacked, annasOther)) {
            assertNotShown(anna, card);
            assertNotCharged(anna, card);
        }
        assertNotShown(bruno, brunos);
        assertNotCharged(bruno, brunos);
        assertUsable(chloe, chloes);
        assertDeletable();
    }

    @Test
    void editedLastFour_isSeenWhenShownAndWhenCharged() throws Exception {
        editCard("last_four = '1234'");
        assertNotShown(anna, attacked);
        assertAttackedAlone();
    }

    @Test
    void editedExpiry_isSeenWhenShownAndWhenCharged() throws Exception {
        editCard("expiry = '2039-12'");
        assertNotShown(anna, attacked);
        assertAttackedAlone();
    }

    @Test
    void editedBrand_isSeenWhenShownAndWhenCharged() throws Exception {
        editCard("brand = 'AMEX'");
        assertNotShown(anna, attacked);
        assertAttackedAlone();
    }

    @Test
    @Tag("PCI-3.6.1.1")
    void numberSealedForAnotherEnvironment_isNotCharged() throws Exception {
        try (Dek dek = Keys.custody().unwrap(key(anna));
                Pan pan = Pan.of(Customer.VISA)) {
            byte[] foreign = SealedPan.seal(dek, "staging", anna.account(), attacked, pan, Customer.IN_TWO_YEARS)
                    .blob();
            editCard("sealed_pan = '\\x" + HexFormat.of().formatHex(foreign) + "'");
        }
        assertAttackedAlone();
    }

    @Test
    @Tag("PCI-3.6.1.1")
    void keyOfAnotherEnvironment_opensNothing() throws Exception {
        KeyRing staging = ring(freshStore("staging"), "staging");
        String foreign = HexFormat.of().formatHex(staging.newDek(anna.account()).wrapped());
        Stores.run("vault", setKey(anna, foreign));
        assertKeyGone();
    }

    @Test
    @Tag("R21")
    void oneFlippedBitOfTheNumber_isSeen() throws Exception {
        editCard(flipped("sealed_pan", IN_CIPHERTEXT));
        assertAttackedAlone();
    }

    @Test
    void oneFlippedBitOfTheHolder_isSeen() throws Exception {
        editCard(flipped("holder", IN_CIPHERTEXT));
        assertNotShown(anna, attacked);
        assertUsable(anna, annasOther);
        assertUsable(bruno, brunos);
        assertDeletable();
    }

    @Test
    void oneFlippedBitOfTheKey_isSeen() throws Exception {
        editKey(flipped("wrapped", 20));
        assertKeyGone();
    }

    @Test
    void truncatedNumber_isSeen() throws Exception {
        for (int length : new int[] {0, 1, 20, 46, 66}) {
            editCard("sealed_pan = substring(sealed_pan from 1 for " + length + ")");
            assertNotCharged(anna, attacked);
        }
        assertAttackedAlone();
    }

    @Test
    void truncatedKey_isSeen() throws Exception {
        editKey("wrapped = substring(wrapped from 1 for 30)");
        assertKeyGone();
    }

    @Test
    void unknownSuite_isSeen() throws Exception {
        editCard("sealed_pan = set_byte(sealed_pan, " + SUITE + ", 2), holder = set_byte(holder, " + SUITE + ", 2)");
        assertNotShown(anna, attacked);
        assertAttackedAlone();
    }

    @Test
    void numberThatNamesAnotherKey_isSeen() throws Exception {
        editCard(flipped("sealed_pan", IN_KEY_ID));
        assertAttackedAlone();
    }

    @Test
    void unknownKeyVersion_opensNothing() throws Exception {
        editKey("kek_version = 99");
        assertKeyGone();
    }

    @Test
    void anotherKeyUnderTheAliasOfTheStore_opensNothing() throws Exception {
        Path store = freshStore("it");
        Path password = Files.writeString(store.resolveSibling("password"), "replaced");
        System.setProperty("ams.custody.keystore.path", store.toString());
        System.setProperty("ams.custody.keystore.password-file", password.toString());
        Keys.seal();
        try {
            assertNotShown(anna, attacked);
            assertNotCharged(anna, attacked);
        } finally {
            System.clearProperty("ams.custody.keystore.path");
            System.clearProperty("ams.custody.keystore.password-file");
            Keys.seal();
        }
        assertUsable(anna, attacked);
    }

    @Test
    void orderPaidWithADamagedCard_isDeclinedAtOnce() throws Exception {
        UUID request = anna.gets(() -> ordering.order("ssl-certificate", attacked));
        editCard(flipped("sealed_pan", IN_CIPHERTEXT));
        assertRefused(
                "card.damaged",
                () -> custodian.does(
                        () -> charges.charge(request, requests.get(request).getCeiling())));
        assertEquals(
                ServiceOrder.Status.DECLINED,
                anna.gets(catalogue::myOrders).get(0).getStatus());
    }

    /** The number does not open; every other card does, and it can be deleted. */
    private void assertAttackedAlone() throws Exception {
        assertNotCharged(anna, attacked);
        assertUsable(anna, annasOther);
        assertUsable(bruno, brunos);
        assertDeletable();
    }

    /** Without its key nothing of the account opens; other customers notice nothing. */
    private void assertKeyGone() throws Exception {
        for (UUID card : List.of(attacked, annasOther)) {
            assertNotShown(anna, card);
            assertNotCharged(anna, card);
        }
        assertUsable(bruno, brunos);
        assertDeletable();
        anna.does(() -> cards.delete(annasOther));
        // A customer without cards begins anew, with a fresh key.
        assertUsable(anna, anna.addCard(Customer.VISA));
    }

    private void assertNotShown(Customer owner, UUID card) throws Exception {
        int before = events(owner, card);
        Card shown = owner.gets(() -> cards.get(card));
        assertTrue(shown.isDamaged());
        assertNull(shown.getHolder());
        assertEquals(before + 1, events(owner, card));
        boolean marked = owner.gets(cards::list).stream()
                .filter(one -> one.getId().equals(card))
                .allMatch(Card::isDamaged);
        assertTrue(marked);
    }

    /** Nothing is sent, and nothing is left to be asked for. */
    private void assertNotCharged(Customer owner, UUID card) throws Exception {
        int before = events(custodian, card);
        UUID request = record(owner, card);
        assertRefused("card.damaged", () -> custodian.does(() -> charges.charge(request, PRICE)));
        assertEquals(before + 1, events(custodian, card));
        Charge charge = owner.gets(charges::mine).get(0);
        assertEquals(request, charge.getRequestId());
        assertEquals(Posting.State.DECLINED, charge.getState());
        assertEquals("card_damaged", charge.getDeclineCode());
        assertNull(charge.getGatewayReference());
    }

    private void assertUsable(Customer owner, UUID card) throws Exception {
        assertEquals(Customer.CARDHOLDER, owner.gets(() -> cards.get(card)).getHolder());
        UUID request = record(owner, card);
        assertEquals(
                Posting.State.APPROVED,
                custodian.gets(() -> charges.charge(request, PRICE)).getState());
    }

    private void assertDeletable() throws Exception {
        anna.does(() -> cards.delete(attacked));
        assertEquals(0, Stores.count("vault", "card where id = '" + attacked + "'"));
    }

    private UUID record(Customer owner, UUID card) throws Exception {
        return clerk.gets(() -> requests.record(
                owner.account(), card, CardRequest.Operation.CHARGE, PRICE, Channel.PHONE, IdentityCheck.CALL_BACK));
    }

    private static int events(SignedIn caller, UUID card) throws SQLException {
        return Trail.refusals(caller, "card.seal-broken", card);
    }

    private void editCard(String change) throws SQLException {
        Stores.runAs("ams_vault_app", "vault", "update card set " + change + " where id = '" + attacked + "'");
    }

    private void editKey(String change) throws SQLException {
        Stores.runAs(
                "ams_vault_app",
                "vault",
                "update card_key set " + change + " where account_id = '" + anna.account() + "'");
    }

    private static String flipped(String column, int at) {
        return column + " = set_byte(" + column + ", " + at + ", get_byte(" + column + ", " + at + ") # 1)";
    }

    private static void swap(String column, UUID one, UUID other) throws SQLException {
        Stores.runAs(
                "ams_vault_app",
                "vault",
                "update card set " + column + " = (select c." + column
                        + " from card c where c.id <> card.id and c.id in ('" + one + "', '" + other
                        + "')) where id in ('" + one + "', '" + other + "')");
    }

    private static String wrapped(Customer owner) throws SQLException {
        return keyColumn(owner, "encode(wrapped, 'hex')");
    }

    private static String keyColumn(Customer owner, String column) throws SQLException {
        return Stores.column(
                        "vault", "select " + column + " from card_key where account_id = '" + owner.account() + "'")
                .get(0);
    }

    private static WrappedDek key(Customer owner) throws SQLException {
        return new WrappedDek(
                UUID.fromString(keyColumn(owner, "dek_id")),
                owner.account(),
                Integer.parseInt(keyColumn(owner, "kek_version")),
                HexFormat.of().parseHex(wrapped(owner)));
    }

    private static String setKey(Customer owner, String hex) {
        return "update card_key set wrapped = '\\x" + hex + "' where account_id = '" + owner.account() + "'";
    }

    private static Path freshStore(String environment) throws Exception {
        Path file = Files.createTempDirectory("custody").resolve("cards.p12");
        KeyStores.createPkcs12(file, "replaced".toCharArray(), environment, KeyDomain.CUSTODY);
        return file;
    }

    private static KeyRing ring(Path file, String environment) {
        return KeyStores.openPkcs12(file, "replaced".toCharArray(), environment, KeyDomain.CUSTODY);
    }
}
