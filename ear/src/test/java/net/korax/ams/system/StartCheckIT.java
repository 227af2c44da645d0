package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On which tables no house starts. A house without samples is one in production; what it does not start on, item by item, is in {@code SurroundingsTest}. */
@ExtendWith(House.Resolver.class)
class StartCheckIT {

    @Test
    @Tag("TEST-BOOT-04")
    void productionOnWhatIsNotFit_doesNotStart_andSaysWhatToDo(House house) throws Exception {
        SecondHouse empty =
                new SecondHouse(house, Map.of("AMS_SAMPLES", "no", "AMS_ACCEPTED_RISKS", "swap,core-dumps"));
        try {
            empty.start();
            try (Connection connection = empty.superuser("core");
                    Statement statement = connection.createStatement()) {
                statement.execute("alter role ams_vault_app superuser");
            }
            empty.close();

            assertThrows(AssertionError.class, empty::start);

            String last = empty.said().lines().reduce((before, line) -> line).orElse("");
            assertEquals(
                    "ams: Not fit for production: ams_vault is opened as a superuser; open it as the role of roles.sql.",
                    last,
                    empty.said());
            assertTrue(empty.awaitEnd() > 0);
        } finally {
            empty.close();
        }
    }

    @Test
    void tablesOfANewerProduct_areNotTouched(House house) throws Exception {
        SecondHouse older =
                new SecondHouse(house, Map.of("AMS_SAMPLES", "no", "AMS_ACCEPTED_RISKS", "swap,core-dumps"));
        try {
            older.start();
            try (Connection connection = older.superuser("person");
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into ams.flyway_schema_history (installed_rank, version, description, type,"
                        + " script, installed_by, execution_time, success)"
                        + " values (999, '9999', 'a later one', 'SQL', 'V9999__a_later_one.sql', 'ams', 1, true)");
            }
            older.close();

            assertThrows(AssertionError.class, older::start);

            String last = older.said().lines().reduce((before, line) -> line).orElse("");
            assertEquals(
                    "ams: ams_person has the tables of version 9999, which this product does not know; start the newer one,"
                            + " or put the backup from before back.",
                    last,
                    older.said());
        } finally {
            older.close();
        }
    }
}
