package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many questions a page asks of the databases, counted by PostgreSQL itself ({@code pg_stat_statements}): a page asks as many however much it
 * shows. What goes by itself meanwhile is told apart by asking often.
 */
@ExtendWith(House.Resolver.class)
class QueriesIT {

    private static final int TIMES = 20;

    /** What the product's roles have asked, but what opens and proves a connection and ends a transaction. */
    private static final String ASKED =
            "select d.datname || ': ' || s.query, s.calls from public.pg_stat_statements s join pg_database d on d.oid = s.dbid"
                    + " join pg_roles r on r.oid = s.userid where r.rolname like 'ams\\_%\\_app'"
                    + " and s.query !~* '^(select \\$1|begin|commit|rollback|set |show )'";

    @BeforeAll
    static void count(House house) throws SQLException {
        try (Connection connection = house.ams().superuser("core");
                Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists pg_stat_statements schema public");
        }
    }

    @ParameterizedTest
    @CsvSource({"/customer/contacts.xhtml, 4", "/customer/cards.xhtml, 4", "/customer/overview.xhtml, 8"})
    void pageOfACustomer_asksAtMost(String page, int most, House house) throws SQLException {
        Wire anna = Wire.customer(house, "anna");
        List<String> asked = asked(house, () -> assertEquals(200, anna.get(page).statusCode()));
        assertTrue(asked.size() <= most, page + " asks " + asked.size() + ":\n" + String.join("\n", asked));
        assertTrue(asked.size() >= 2, "who is signed in, and something of his: " + asked);
    }

    @Test
    void eachContactMore_isNoQuestionMore(House house) throws SQLException {
        String userName;
        try (Newcomer newcomer = Newcomer.at(house.visit(), "Query")
                .choosing("WEB_HOSTING", "COMPANY")
                .tellingWho()
                .choosingLogIn()
                .opening()) {
            userName = newcomer.userName();
        }
        Wire customer = Wire.customer(house, userName, Newcomer.PASSWORD);
        Runnable look = () -> customer.get("/customer/contacts.xhtml");
        int before = asked(house, look).size();
        try (Visit visit = house.visit()) {
            visit.signIn(userName, Newcomer.PASSWORD);
            visit.open("/customer/contact.xhtml");
            visit.fill("personName", "One More");
            visit.fill("email", "one.more@korax-customer.example");
            visit.send("save");
            assertEquals("/customer/contacts.xhtml", visit.path());
        }
        assertEquals(before, asked(house, look).size());
    }

    /** What is asked each time that something is done; a question that is asked twice stands there twice. */
    private static List<String> asked(House house, Runnable once) throws SQLException {
        once.run();
        Map<String, Long> before = calls(house);
        for (int i = 0; i < TIMES; i++) {
            once.run();
        }
        List<String> each = new ArrayList<>();
        calls(house).forEach((query, calls) -> {
            long more = calls - before.getOrDefault(query, 0L);
            for (int i = 0; i < Math.round((double) more / TIMES); i++) {
                each.add(query.replaceAll("\\s+", " "));
            }
        });
        return each;
    }

    private static Map<String, Long> calls(House house) throws SQLException {
        Map<String, Long> calls = new HashMap<>();
        try (Connection connection = house.ams().superuser("core");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ASKED)) {
            while (rows.next()) {
                calls.merge(rows.getString(1), rows.getLong(2), Long::sum);
            }
        }
        return calls;
    }
}
