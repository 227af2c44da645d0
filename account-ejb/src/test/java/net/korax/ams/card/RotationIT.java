package net.korax.ams.card;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Race;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.vault.CustodyKey;
import net.korax.ams.vault.KeyComponent;
import net.korax.ams.vault.KeyDomain;
import net.korax.ams.vault.KeyStores;
import net.korax.ams.vault.Keys;
import net.korax.ams.vault.WrappedDek;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The keys of cards are renewed while the house is open, and no card is lost, whatever stops it and whatever happens meanwhile. */
class RotationIT extends ContainerTest {

    private static final String AMEX = "378282246310005";
    private static final String PATH = "ams.custody.keystore.path";
    private static final String PASSWORD_FILE = "ams.custody.keystore.password-file";

    @Inject
    private RotationService service;

    @Inject
    private Rotation rotation;

    @Inject
    private CardService cards;

    @Inject
    private Cards allCards;

    @Resource
    private UserTransaction transaction;

    /** The server that this test plays. */
    private final UUID server = UUID.randomUUID();

    private Path store;

    /**
     * A store of its own with first versions, and no cards: those that other tests have damaged would stop a rotation, as they should,
     * and their store has to keep its keys.
     */
    @BeforeEach
    void beginWithFreshKeys() throws Exception {
        Path folder = Files.createTempDirectory("rotation");
        store = folder.resolve("cards.p12");
        String password = UUID.randomUUID().toString();
        KeyStores.createPkcs12(store, password.toCharArray(), "it", KeyDomain.CUSTODY);
        System.setProperty(PATH, store.toString());
        System.setProperty(
                PASSWORD_FILE,
                Files.writeString(folder.resolve("password"), password).toString());
        startAnew();
    }

    @AfterEach
    void giveBackTheOthersKeys() throws SQLException {
        System.clearProperty(PATH);
        System.clearProperty(PASSWORD_FILE);
        startAnew();
    }

    private static void startAnew() throws SQLException {
        Keys.seal();
        Stores.run(
                "vault",
                "delete from card",
                "delete from card_key",
                "delete from rotation_job",
                "delete from custody_server",
                "delete from key_version",
                "insert into key_version (kind, version, state)"
                        + " values ('KEK', 1, 'ACTIVE'), ('DEK', 1, 'ACTIVE'), ('FPR', 1, 'ACTIVE')");
    }

    @Test
    @Tag("PCI-3.7.4")
    void keyEncryptionKey_isRenewedUnderOpenCards() throws Exception {
        rotate(KeyKind.KEK);
    }

    @Test
    @Tag("PCI-3.7.4")
    void dataKeys_areRenewedUnderOpenCards() throws Exception {
        rotate(KeyKind.DEK);
    }

    @Test
    @Tag("PCI-3.7.4")
    void fingerprints_areRenewedUnderOpenCards() throws Exception {
        rotate(KeyKind.FPR);
    }

    /** Each step is first taken back as if the server had died before its end; then a row is held, so that old and new are mixed. */
    private void rotate(KeyKind kind) throws Exception {
        Customer anna = Customer.company();
        Customer bruno = Customer.company();
        Customer clement = Customer.company();
        UUID annas = anna.addCard(Customer.VISA);
        anna.addCard(Customer.MASTERCARD);
        UUID brunos = bruno.addCard(Customer.VISA);
        clement.addCard(AMEX);
        String sealedBefore = sealed(annas);

        UUID job = approved(kind);
        for (String state = state(job); !state.equals("MIGRATE"); state = state(job)) {
            dieDuringStep(job);
            assertEquals(state, state(job));
            Patience.until("the step after " + state, () -> rotation.step(job, server));
            assertOpen(anna, annas, Customer.VISA, 2);
        }
        int to = Integer.parseInt(Stores.column("vault", "select to_version from rotation_job where id = '" + job + "'")
                .get(0));
        try (Connection other = Stores.superuser("vault");
                Statement holding = other.createStatement()) {
            other.setAutoCommit(false);
            long before = done(kind, to);
            holding.execute("select 1 from vault_account where id = '" + bruno.account() + "' for update");
            holding.execute("select 1 from card_key where account_id = '" + bruno.account() + "' for update");
            dieDuringStep(job);
            assertEquals(before, done(kind, to), "what a dying server did is taken back");
            assertTrue(rotation.step(job, server));
            assertFalse(rotation.step(job, server), "one row is held by somebody else");
            other.rollback();
        }
        assertEquals("MIGRATE", state(job));
        assertOpen(anna, annas, Customer.VISA, 2);
        assertOpen(bruno, brunos, Customer.VISA, 1);

        Customer dora = Customer.company();
        UUID doras = dora.addCard(Customer.VISA);
        UUID second = bruno.addCard(Customer.MASTERCARD);
        bruno.does(() -> cards.delete(second));
        allCards.freeze(clement.account());
        allCards.erase(clement.account());
        while (rotation.step(job, server)) {
            assertOpen(anna, annas, Customer.VISA, 2);
        }

        assertEquals(kind == KeyKind.DEK ? "DESTROYED" : "DECRYPT_ONLY", state(job));
        assertFalse(rotation.step(job, server), "there is nothing left to do");
        assertEquals(rows(kind), done(kind, to));
        assertEquals(3, Stores.count("vault", "card_key"), "one key an account that has cards");
        assertOpen(anna, annas, Customer.VISA, 2);
        assertOpen(bruno, brunos, Customer.VISA, 1);
        assertOpen(dora, doras, Customer.VISA, 1);
        if (kind == KeyKind.DEK) {
            assertNotEquals(sealedBefore, sealed(annas));
        } else {
            assertEquals(sealedBefore, sealed(annas));
        }
        Set<String> steps = Trail.entries("object_id = '" + job + "' and operation like 'rotation.%'");
        for (String step : List.of("ask", "approve", "barrier", "active", "migrate", "verify")) {
            assertTrue(steps.stream().anyMatch(entry -> entry.startsWith("rotation." + step + " DONE")), step);
        }
    }

    @Test
    @Tag("PCI-3.7.6")
    void rotation_takesTwoCustodiansAndIsTheOnlyOne() throws Exception {
        Staff carl = Staff.custodian();
        UUID job = carl.gets(() -> service.ask(KeyKind.KEK));
        assertRefused("rotation.same-custodian", () -> carl.does(() -> service.approve(job)));
        assertEquals(1, Trail.refusals(carl, "rotation.approve", job));
        assertRefused("rotation.unfinished", () -> Staff.secondCustodian().does(() -> service.ask(KeyKind.FPR)));
        assertFalse(rotation.step(job, server), "nothing happens before it is approved");
        carl.does(() -> service.withdraw(job));
        assertEquals("WITHDRAWN", state(job));
        assertRefused("rotation.not-asked", () -> Staff.secondCustodian().does(() -> service.approve(job)));
    }

    @Test
    @Tag("R13")
    void anotherServer_leavesTheJobAlone_andPauseStopsIt() throws Exception {
        UUID job = approved(KeyKind.DEK);
        assertFalse(rotation.step(job, UUID.randomUUID()));
        assertEquals("PREPARED", state(job));
        Staff.custodian().does(() -> service.pause(job));
        assertFalse(rotation.step(job, server));
        assertEquals("PREPARED", state(job));
        Staff.custodian().does(() -> service.resume(job));
        while (rotation.step(job, server)) {
            assertFalse(state(job).equals("ASKED"));
        }
        assertEquals("DESTROYED", state(job));
    }

    @Test
    @Tag("PCI-3.7.5")
    void approvedJob_isDoneByTheHouse_andTheOldVersionGoesWhenTwoWantIt() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        Staff carl = Staff.custodian();
        Staff clara = Staff.secondCustodian();
        UUID job = carl.gets(() -> service.ask(KeyKind.KEK));
        int from = version(job, "from_version");
        assertRefused("rotation.not-destructible", () -> carl.does(() -> service.destroy(KeyKind.KEK, from)));
        clara.does(() -> service.approve(job));
        Patience.until("the end of the rotation", () -> state(job).equals("DECRYPT_ONLY"));

        Stores.run("vault", "update card_key set kek_version = " + from);
        assertRefused("rotation.version-needed", () -> carl.does(() -> service.destroy(KeyKind.KEK, from)));
        Stores.run("vault", "update card_key set kek_version = " + version(job, "to_version"));
        assertFalse(carl.gets(() -> service.destroy(KeyKind.KEK, from)));
        assertRefused("rotation.same-custodian", () -> carl.does(() -> service.destroy(KeyKind.KEK, from)));
        assertTrue(CustodyKey.CARD_KEK.isIn(Keys.custody(), from));
        assertTrue(clara.gets(() -> service.destroy(KeyKind.KEK, from)));
        assertFalse(CustodyKey.CARD_KEK.isIn(Keys.custody(), from));
        assertEquals("DESTROYED", state(job));
        assertOpen(anna, card, Customer.VISA, 1);
    }

    @Test
    void cardThatDoesNotOpen_stopsTheJobUntilItIsGone() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        Stores.run("vault", "update card set last_four = '0000' where id = '" + card + "'");
        UUID job = approved(KeyKind.FPR);
        stepUntil("a stop", job, () -> paused(job));
        assertEquals("MIGRATE", state(job));
        anna.does(() -> cards.delete(card));
        Staff.custodian().does(() -> service.resume(job));
        while (rotation.step(job, server)) {
            assertFalse(paused(job));
        }
        assertEquals("DECRYPT_ONLY", state(job));
    }

    @Test
    @Tag("R08")
    void manyRows_areDoneInBatches_andADyingServerLosesNoneOfThem() throws Exception {
        plantDataKeys(1_000);
        UUID job = approved(KeyKind.KEK);
        stepUntil("the rows", job, () -> state(job).equals("MIGRATE"));
        long before = 0;
        for (long expected : new long[] {400, 800, 1_000}) {
            dieDuringStep(job);
            assertEquals(before, done(KeyKind.KEK, 2));
            assertTrue(rotation.step(job, server));
            assertEquals(expected, done(KeyKind.KEK, 2));
            assertEquals(expected, version(job, "done"));
            assertEquals(1_000, version(job, "total"));
            before = expected;
        }
        while (rotation.step(job, server)) {
            dieDuringStep(job);
        }
        assertEquals("DECRYPT_ONLY", state(job));
        assertEquals(1_000, Stores.count("vault", "card_key where kek_version = 2"));
    }

    @Test
    void verification_comesToTheLastOfManyRows() throws Exception {
        plantDataKeys(1_000);
        UUID job = approved(KeyKind.KEK);
        stepUntil("the end of the moving", job, () -> state(job).equals("VERIFY"));
        Stores.run(
                "vault",
                "update card_key set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)"
                        + " where dek_id = (select max(dek_id::text)::uuid from card_key)");
        stepUntil("a stop", job, () -> paused(job));
        assertEquals("VERIFY", state(job));
        assertEquals(1, version(job, "failed"));
        assertEquals(999, version(job, "done"));
    }

    @Test
    void serverThatLacksTheNewKey_isWaitedFor_unlessItIsGone() throws Exception {
        UUID job = approved(KeyKind.KEK);
        UUID slow = UUID.randomUUID();
        Stores.run("vault", "insert into custody_server values ('" + slow + "', 1, 1, now())");
        assertTrue(rotation.step(job, server));
        assertFalse(rotation.step(job, server));
        assertEquals("BARRIER", state(job));
        assertEquals(1, Stores.count("vault", "rotation_job where trouble = 'SERVERS'"));
        Stores.run(
                "vault", "update custody_server set seen_at = now() - interval '2 minutes' where id = '" + slow + "'");
        assertTrue(rotation.step(job, server));
        assertEquals("ACTIVE", state(job));
    }

    @Test
    void serverThatMadeTheNewKey_waitsForNobodyElse() throws Exception {
        Stores.run("vault", "insert into custody_server values ('" + server + "', 1, 1, now())");
        UUID job = approved(KeyKind.KEK);
        assertTrue(rotation.step(job, server));
        assertTrue(rotation.step(job, server), "it does not wait for itself");
        assertEquals("ACTIVE", state(job));
    }

    @Test
    void versionThatAnotherServerHasMade_isReadFromTheStore_andOneThatIsMissingDamagesNothing() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        Path before = Files.copy(store, store.resolveSibling("before.p12"));
        rotateAtOnce(KeyKind.KEK);
        Path after = Files.copy(store, store.resolveSibling("after.p12"));

        Files.copy(before, store, StandardCopyOption.REPLACE_EXISTING);
        Keys.seal();
        assertFalse(CustodyKey.CARD_KEK.isIn(Keys.custody(), 2));
        Card shown = anna.gets(() -> cards.get(card));
        assertFalse(shown.isDamaged(), "what waits for a key is not damaged");
        assertRefused("custody.unavailable", () -> anna.addCard(Customer.MASTERCARD));

        Files.copy(after, store, StandardCopyOption.REPLACE_EXISTING);
        assertOpen(anna, card, Customer.VISA, 1);
        assertTrue(CustodyKey.CARD_KEK.isIn(Keys.custody(), 2));
    }

    @Test
    void fingerprintThatIsNotThatOfTheNumber_stopsTheJob() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        Stores.run("vault", "update card set fingerprint = decode(repeat('00', 32), 'hex') where id = '" + card + "'");
        UUID job = approved(KeyKind.KEK);
        stepUntil("a stop", job, () -> paused(job));
        assertEquals("VERIFY", state(job));
    }

    @Test
    void storeOfTwoCustodians_isRenewedWhileItIsOpen_andWaitsWhileItIsSealed() throws Exception {
        KeyComponent one = KeyComponent.random();
        KeyComponent other = KeyComponent.random();
        Path split = store.resolveSibling("split.p12");
        KeyStores.createPkcs12(split, one.with(other), "it", KeyDomain.CUSTODY);
        System.setProperty(PATH, split.toString());
        System.clearProperty(PASSWORD_FILE);
        Keys.seal();
        Keys.unseal(one.with(other));
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.VISA);
        rotateAtOnce(KeyKind.KEK);

        Keys.seal();
        Staff carl = Staff.custodian();
        UUID waiting = carl.gets(() -> service.ask(KeyKind.DEK));
        Staff.secondCustodian().does(() -> service.approve(waiting));
        Patience.until(
                "the house to say what it waits for",
                () -> Stores.count("vault", "rotation_job where trouble = 'SEALED' and id = '" + waiting + "'") == 1);
        Keys.unseal(one.with(other));
        assertTrue(CustodyKey.CARD_KEK.isIn(Keys.custody(), 2));
        Patience.until("the end of what waited", () -> state(waiting).equals("DESTROYED"));
        assertOpen(anna, card, Customer.VISA, 1);
    }

    @Test
    void customersGoOn_whileEachKeyIsRenewed() throws Exception {
        List<Customer> people = List.of(Customer.company(), Customer.company(), Customer.company());
        for (Customer person : people) {
            person.addCard(Customer.VISA);
        }
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger turns = new AtomicInteger();
        Callable<?> renewing = () -> {
            try {
                for (KeyKind kind : KeyKind.values()) {
                    int began = turns.get();
                    rotateAtOnce(kind);
                    Patience.until("a turn of somebody", () -> turns.get() > began);
                }
                return null;
            } finally {
                over.set(true);
            }
        };
        try (Race race = new Race(people.size() + 1)) {
            List<Callable<?>> all = new ArrayList<>();
            people.forEach(person -> all.add(() -> comingAndGoing(person, over, turns)));
            all.add(renewing);
            for (Throwable stopped : race.run(all.toArray(Callable<?>[]::new))) {
                if (stopped != null) {
                    throw new AssertionError(
                            "somebody was stopped: " + stopped + Arrays.toString(stopped.getStackTrace()));
                }
            }
        }
        for (Customer person : people) {
            List<Card> own = person.gets(cards::list);
            assertEquals(1, own.size());
            assertOpen(person, own.get(0).getId(), Customer.VISA, 1);
        }
        assertEquals(3, Stores.count("vault", "card_key where kek_version = 2 and generation = 2"));
        assertEquals(3, Stores.count("vault", "card where fingerprint_version = 2"));
    }

    /** Adds a second card, changes the first, and deletes one of the two, again and again. */
    private Void comingAndGoing(Customer person, AtomicBoolean over, AtomicInteger turns) throws Exception {
        UUID first = person.gets(cards::list).get(0).getId();
        RequestContextController request =
                CDI.current().select(RequestContextController.class).get();
        while (!over.get()) {
            request.activate();
            try {
                UUID second = person.addCard(Customer.MASTERCARD);
                assertOpen(person, first, Customer.VISA, 2);
                person.does(() -> cards.delete(second));
                turns.incrementAndGet();
            } finally {
                request.deactivate();
            }
        }
        return null;
    }

    /** So many accounts with a data key each, and without cards. */
    private static void plantDataKeys(int many) throws SQLException {
        try (Connection vault = Stores.superuser("vault");
                PreparedStatement account = vault.prepareStatement("insert into vault_account (id) values (?)");
                PreparedStatement key = vault.prepareStatement(
                        "insert into card_key (dek_id, account_id, kek_version, wrapped) values (?, ?, 1, ?)")) {
            for (int i = 0; i < many; i++) {
                WrappedDek dek = Keys.custody().newDek(UUID.randomUUID(), 1);
                account.setObject(1, dek.owner());
                account.execute();
                key.setObject(1, dek.id());
                key.setObject(2, dek.owner());
                key.setBytes(3, dek.wrapped());
                key.execute();
            }
        }
    }

    private void rotateAtOnce(KeyKind kind) throws Exception {
        UUID job = approved(kind);
        stepUntil(
                "the end of " + kind,
                job,
                () -> Set.of("DECRYPT_ONLY", "DESTROYED").contains(state(job)));
    }

    /** Does one step after the other until something is true; each may be held up by somebody else for a while. */
    private void stepUntil(String what, UUID job, Callable<Boolean> reached) throws Exception {
        Patience.until(what, () -> {
            rotation.step(job, server);
            return reached.call();
        });
    }

    /** A job that is approved, and leased to the server that this test plays before the house can begin. */
    private UUID approved(KeyKind kind) throws Exception {
        UUID job = Staff.custodian().gets(() -> service.ask(kind));
        Stores.run(
                "vault",
                "insert into lease values ('" + Rotation.lease(job) + "', '" + server
                        + "', now() + interval '1 minute', 1)");
        Staff.secondCustodian().does(() -> service.approve(job));
        return job;
    }

    private void dieDuringStep(UUID job) throws Exception {
        transaction.begin();
        try {
            rotation.step(job, server);
        } finally {
            transaction.rollback();
        }
    }

    /** The card shows its holder, so the data key opens; its number typed again is found, so number and fingerprint do. */
    private void assertOpen(Customer customer, UUID card, String number, int many) throws Exception {
        Card shown = customer.gets(() -> cards.get(card));
        assertFalse(shown.isDamaged());
        assertEquals(Customer.CARDHOLDER, shown.getHolder());
        customer.does(() -> cards.change(card, shown.getVersion(), Customer.IN_TWO_YEARS, Customer.CARDHOLDER, null));
        assertEquals(card, customer.addCard(number));
        assertEquals(many, customer.gets(cards::list).size());
    }

    private static String state(UUID job) throws SQLException {
        return Stores.column("vault", "select state from rotation_job where id = '" + job + "'")
                .get(0);
    }

    private static boolean paused(UUID job) throws SQLException {
        return Stores.count("vault", "rotation_job where paused and id = '" + job + "'") == 1;
    }

    private static int version(UUID job, String column) throws SQLException {
        return Integer.parseInt(
                Stores.column("vault", "select " + column + " from rotation_job where id = '" + job + "'")
                        .get(0));
    }

    private static String sealed(UUID card) throws SQLException {
        return Stores.column("vault", "select dek_id from card where id = '" + card + "'")
                .get(0);
    }

    private static long done(KeyKind kind, int version) throws SQLException {
        return Stores.count("vault", rowsOf(kind) + version);
    }

    private static long rows(KeyKind kind) throws SQLException {
        return Stores.count("vault", kind == KeyKind.FPR ? "card" : "card_key");
    }

    private static String rowsOf(KeyKind kind) {
        return switch (kind) {
            case KEK -> "card_key where kek_version = ";
            case DEK -> "card_key where generation = ";
            case FPR -> "card where fingerprint_version = ";
        };
    }
}
