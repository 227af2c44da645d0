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

/** A house without samples is one in production; what it does not start on, item by item, is in {@code SurroundingsTest}. */
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
}
