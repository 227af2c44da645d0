package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A house that {@code ./ams sample} has filled: its customers are customers as all others are. */
@ExtendWith(House.Resolver.class)
class SamplesIT {

    private static final int ACCOUNTS = 120;
    private static final String OF_SAMPLES = " where u.user_name like '%-1%' and u.account_id is not null";

    private static SecondHouse second;
    private static SecondHouse.Ran filled;

    @BeforeAll
    static void fill(House house) {
        second = new SecondHouse(house);
        filled = second.run("sample", "--accounts", Integer.toString(ACCOUNTS));
        second.start();
    }

    @AfterAll
    static void end() {
        second.close();
    }

    @Test
    void asManyAsAskedFor_withContactsAndCards() throws SQLException {
        assertEquals(0, filled.code(), filled.output());
        assertTrue(filled.output().contains(ACCOUNTS + " sample accounts are there"), filled.output());
        assertEquals(ACCOUNTS, number("core", "select count(*) from ams.app_user u" + OF_SAMPLES));
        long contacts = number("person", "select count(*) from ams.contact_person");
        assertTrue(contacts > 2 * ACCOUNTS && contacts < 4 * ACCOUNTS, "contacts: " + contacts);
        long cards = number("vault", "select count(*) from ams.card");
        assertTrue(cards > ACCOUNTS * 9 / 10 && cards <= ACCOUNTS + 3, "cards: " + cards);
        assertTrue(number("vault", "select count(*) from ams.charge where state = 'APPROVED'") > ACCOUNTS / 10);
        assertTrue(number("core", "select count(distinct date_trunc('year', opened_at)) from ams.account") >= 8);
    }

    @Test
    void sample_signsInAndSeesHisContactsAndCards(House house) throws SQLException {
        String account = text(
                "vault",
                "select account_id::text from ams.card where account_id in (select account_id"
                        + " from ams.charge) order by account_id limit 1");
        String number = text("core", "select number from ams.account where id = '" + account + "'");
        String userName = text("core", "select user_name from ams.app_user where account_id = '" + account + "'");
        String lastFour = text("vault", "select last_four from ams.card where account_id = '" + account + "' limit 1");
        String holder;
        try (Visit customer = house.visitAt(second.baseUrl())) {
            customer.signIn(userName, House.PASSWORD);
            assertEquals("/customer/overview.xhtml", customer.path());
            customer.open("/customer/contacts.xhtml");
            assertTrue(customer.text().contains("@sample-"), customer.text());
            customer.open("/customer/cards.xhtml");
            assertTrue(customer.text().contains(lastFour), customer.text());
            customer.open("/customer/holder.xhtml");
            holder = customer.field("holderName").inputValue();
        }
        try (Visit stella = house.visitAt(second.baseUrl())) {
            stella.signInStaff("stella");
            stella.open("/staff/find.xhtml");
            stella.fill("search", number);
            stella.send("find");
            assertTrue(stella.text().contains(number), stella.text());
            stella.fill("search", holder);
            stella.send("find");
            assertTrue(stella.text().contains(number), holder + ": " + stella.text());
        }
    }

    @Test
    void trailHolds_andNoNumberCanBeRead() {
        SecondHouse.Ran checked = second.run("audit-verify");
        assertEquals(0, checked.code(), checked.output());
        SecondHouse.Ran scanned = second.run("pan-scan");
        assertEquals(0, scanned.code(), scanned.output());
    }

    @Test
    void tables_areAsTheMigrationsMadeThem(House house) throws SQLException {
        for (String store : List.of("core", "person", "vault")) {
            try (Connection beside = house.ams().superuser(store);
                    Connection here = second.superuser(store)) {
                assertEquals(definitions(beside), definitions(here), store);
            }
        }
    }

    @Test
    void houseThatRuns_isNotFilled() {
        SecondHouse.Ran again = second.run("sample", "--accounts", "5");
        assertEquals(1, again.code(), again.output());
        assertEquals(
                1,
                again.output()
                        .strip()
                        .lines()
                        .filter(line -> line.startsWith("ams: "))
                        .count(),
                again.output());
    }

    /** Indexes, keys and triggers. What a table is clustered by is left out: an erasure in the house beside sets that. */
    private static List<String> definitions(Connection store) throws SQLException {
        List<String> all = new ArrayList<>();
        for (String query : List.of(
                "select pg_get_indexdef(indexrelid) || indisvalid from pg_index i"
                        + " join pg_class t on t.oid = i.indrelid where t.relnamespace = 'ams'::regnamespace order by 1",
                "select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated from pg_constraint"
                        + " where connamespace = 'ams'::regnamespace and contype <> 'n' order by 1",
                "select tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal order by 1")) {
            try (Statement statement = store.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
            }
        }
        return all;
    }

    private static long number(String store, String query) throws SQLException {
        return Long.parseLong(text(store, query));
    }

    private static String text(String store, String query) throws SQLException {
        try (Connection connection = second.superuser(store);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertTrue(rows.next(), query);
            return rows.getString(1);
        }
    }
}
