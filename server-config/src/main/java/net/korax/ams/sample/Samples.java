package net.korax.ams.sample;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import net.korax.ams.audit.SampleTrail;
import net.korax.ams.catalogue.SampleOrder;
import net.korax.ams.catalogue.ServiceOffer;
import net.korax.ams.identity.SampleUser;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.Time;

/**
 * Fills the three stores of a house that does not run with sample customers, a transaction a store: all of them are there afterwards, or
 * none. The stores are committed one after another, that of the accounts last, so that nobody signs in to an account without people.
 */
public final class Samples implements AutoCloseable {

    /** What each sample customer signs in with. */
    public static final String PASSWORD = "harbour-Lantern-26";

    private static final int BATCH = 2000;
    private static final int HASHES = 50;

    /** Younger than what the nightly round takes out of the trail. */
    private static final Duration KEPT_TRAIL = Duration.ofDays(390);

    private static final Map<String, List<String>> TABLES = Map.of(
            "core", List.of("account", "app_user", "user_role", "service_order", "audit_event"),
            "person",
                    List.of(
                            "person_account",
                            "person_key",
                            "account_holder",
                            "contact_person",
                            "contact_person_role",
                            "search_token"),
            "vault", List.of("vault_account", "card_key", "card", "custody_entry", "card_request", "charge"));

    private final Map<String, Connection> stores;
    private final ExecutorService writers = Executors.newFixedThreadPool(TABLES.size());
    private final Map<Class<?>, EntityTable> tables = new HashMap<>();

    /** @param stores connections of a superuser, by the name of the store */
    public Samples(Map<String, Connection> stores) {
        this.stores = stores;
    }

    /**
     * @param step is told what is done next
     * @param done is told now and then how many accounts there are
     */
    public void fill(int accounts, Consumer<String> step, IntConsumer done) throws SQLException, InterruptedException {
        Map<String, BareTables> bare = new HashMap<>();
        for (Map.Entry<String, Connection> store : stores.entrySet()) {
            store.getValue().setAutoCommit(false);
            bare.put(store.getKey(), new BareTables(store.getValue(), TABLES.get(store.getKey())));
        }
        SampleTrail trail = SampleTrail.after(core(), Time.now().minus(KEPT_TRAIL));
        Customers customers = new Customers(house(accounts), accounts, trail);
        List<Future<?>> writing = List.of();
        for (int place = 0; place < accounts; ) {
            Batch batch = new Batch(tables);
            int end = Math.min(accounts, place + BATCH);
            while (place < end) {
                customers.open(place++, batch);
            }
            if (place == accounts) {
                customers.end(batch);
            }
            await(writing);
            writing = write(batch);
            done.accept(place);
        }
        await(writing);
        trail.end(core());
        step.accept("Building indexes, checking foreign keys");
        List<Future<?>> building = new ArrayList<>();
        for (BareTables each : bare.values()) {
            building.add(writers.submit(() -> {
                each.restore();
                return null;
            }));
        }
        await(building);
        step.accept("Checking the coverage of every account");
        run(stores.get("person"), "analyze");
        check();
        for (String store : List.of("vault", "person", "core")) {
            stores.get(store).commit();
        }
        step.accept("Counting for the planner");
        for (Connection store : stores.values()) {
            store.setAutoCommit(true);
            run(store, "vacuum analyze");
        }
    }

    private List<Future<?>> write(Batch batch) {
        List<Future<?>> writing = new ArrayList<>();
        for (Map.Entry<String, Connection> store : stores.entrySet()) {
            Rows rows = batch.of(store.getKey());
            writing.add(writers.submit(() -> {
                rows.copyTo(store.getValue());
                return null;
            }));
        }
        return writing;
    }

    private static void await(List<Future<?>> all) throws SQLException, InterruptedException {
        for (Future<?> each : all) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof SQLException reason ? reason : new SQLException(e.getCause());
            }
        }
    }

    /** What the triggers would have asked of each row: the coverage rule (P13). A free account that is not used would soon be closed (P04). */
    private void check() throws SQLException {
        try (Statement statement = stores.get("person").createStatement();
                ResultSet bad =
                        statement.executeQuery("select count(*) from ams.person_account a where a.coverage = 'KEPT'"
                                + " and not exists (select 1 from ams.contact_person c join (select contact_id from"
                                + " ams.contact_person_role group by contact_id"
                                + " having count(*) = (select count(*) from ams.contact_role)) r on r.contact_id = c.id"
                                + " where c.account_id = a.id and c.email_state = 'VERIFIED')")) {
            bad.next();
            if (bad.getLong(1) > 0) {
                throw new SQLException(bad.getLong(1) + " accounts have no contact that covers all roles");
            }
        }
        run(
                core(),
                "update ams.app_user u set last_sign_in_at = now() - random() * interval '60 days' from ams.account a"
                        + " where a.id = u.account_id and a.service = 'FREE' and u.last_sign_in_at is null");
    }

    private Customers.House house(int accounts) throws SQLException {
        List<String> hashes = new ArrayList<>();
        for (int i = 0; i < Math.min(HASHES, accounts); i++) {
            hashes.add(SampleUser.hash(PASSWORD));
        }
        List<ServiceOffer> offers = new ArrayList<>();
        try (Statement statement = core().createStatement();
                ResultSet rows = statement.executeQuery(
                        "select code, price_minor, currency from ams.service_offer where price_minor > 0 and active")) {
            while (rows.next()) {
                Money price = new Money(rows.getLong(2), Currency.getInstance(rows.getString(3)));
                offers.add(SampleOrder.offer(rows.getString(1), price));
            }
        }
        List<String> custodian = values(
                core(),
                "select u.id || ' ' || u.staff_number from ams.app_user u join ams.user_role r on r.user_id = u.id"
                        + " where r.role = 'card-custodian' order by u.staff_number limit 1");
        if (custodian.isEmpty() || offers.isEmpty()) {
            throw new SQLException("there is no custodian, or no offer");
        }
        String[] idAndNumber = custodian.get(0).split(" ");
        return new Customers.House(
                firstNumber(accounts),
                values(stores.get("person"), "select code from ams.contact_role order by code"),
                offers,
                Integer.parseInt(values(
                                stores.get("vault"),
                                "select version from ams.key_version where kind = 'DEK' and state = 'ACTIVE'")
                        .get(0)),
                UUID.fromString(idAndNumber[0]),
                idAndNumber[1],
                hashes);
    }

    /** The numbers from here on are the samples'. */
    private long firstNumber(int accounts) throws SQLException {
        long first = Long.parseLong(
                values(core(), "select nextval('ams.account_number_seq')").get(0));
        values(core(), "select setval('ams.account_number_seq', " + (first + accounts) + ")");
        return first;
    }

    private Connection core() {
        return stores.get("core");
    }

    private static List<String> values(Connection store, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = store.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static void run(Connection store, String sql) throws SQLException {
        try (Statement statement = store.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        writers.shutdownNow();
    }
}
