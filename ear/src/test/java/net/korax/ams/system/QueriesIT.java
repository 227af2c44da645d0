package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import net.korax.ams.bench.Statements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many questions a page asks of the databases: as many however much it shows.
 */
@ExtendWith(House.Resolver.class)
class QueriesIT {

    @ParameterizedTest
    @CsvSource({"/customer/contacts.xhtml, 4", "/customer/cards.xhtml, 4", "/customer/overview.xhtml, 8"})
    void pageOfACustomer_asksAtMost(String page, int most, House house)
            throws SQLException, IOException, InterruptedException {
        Wire anna = Wire.customer(house, "anna");
        List<String> asked = Statements.asked(
                house.ams(), () -> assertEquals(200, anna.get(page).statusCode()));
        assertTrue(asked.size() <= most, page + " asks " + asked.size() + ":\n" + String.join("\n", asked));
        assertTrue(asked.size() >= 2, "who is signed in, and something of his: " + asked);
    }

    @Test
    void eachContactMore_isNoQuestionMore(House house) throws SQLException, IOException, InterruptedException {
        String userName;
        try (Newcomer newcomer = Newcomer.at(house.visit(), "Query")
                .choosing("WEB_HOSTING", "COMPANY")
                .tellingWho()
                .choosingLogIn()
                .opening()) {
            userName = newcomer.userName();
        }
        Wire customer = Wire.customer(house, userName, Newcomer.PASSWORD);
        Statements.Done look = () -> customer.get("/customer/contacts.xhtml");
        int before = Statements.asked(house.ams(), look).size();
        try (Visit visit = house.visit()) {
            visit.signIn(userName, Newcomer.PASSWORD);
            visit.open("/customer/contact.xhtml");
            visit.fill("personName", "One More");
            visit.fill("email", "one.more@korax-customer.example");
            visit.send("save");
            assertEquals("/customer/contacts.xhtml", visit.path());
        }
        assertEquals(before, Statements.asked(house.ams(), look).size());
    }
}
