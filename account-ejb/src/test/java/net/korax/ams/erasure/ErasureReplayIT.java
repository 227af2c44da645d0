package net.korax.ams.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.inject.spi.Unmanaged;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Stores;
import net.korax.ams.shared.Configuration;
import org.junit.jupiter.api.Test;

/** P03: an account that was erased stays erased when rows of it are back, as after a backup from before was restored. */
class ErasureReplayIT extends ContainerTest {

    @Inject
    private OutsideLedger outside;

    @Inject
    private ErasureLedger ledger;

    @Inject
    private ErasureService erasures;

    @Test
    void erasure_isNotedOutsideOfTheDatabases() throws Exception {
        Customer anna = Customer.company();
        UUID certificate = anna.close();
        assertTrue(outside.all().stream()
                .anyMatch(entry -> entry.account().equals(anna.account())
                        && entry.certificate().equals(certificate)));
        String text = Files.readString(file());
        for (String personal : List.of(anna.number(), anna.email(), anna.user().toString())) {
            assertFalse(text.contains(personal), personal);
        }
    }

    @Test
    void lineLeftHalf_spoilsNoOther() throws Exception {
        Files.writeString(file(), "2026-01-01T00:00:00Z 0000", StandardOpenOption.APPEND);
        Customer anna = Customer.company();
        anna.close();
        assertTrue(outside.all().stream().anyMatch(entry -> entry.account().equals(anna.account())));
    }

    @Test
    void peopleWhoAreBack_areErasedAgainAndNobodyIsTold() throws Exception {
        Customer anna = Customer.company();
        Map<String, String> rows = new HashMap<>();
        List<String> tables = List.of("person_account", "person_key", "account_holder", "contact_person");
        for (String table : tables) {
            rows.put(
                    table, dump("person", table, table.equals("person_account") ? "id" : "account_id", anna.account()));
        }
        UUID certificate = anna.close();
        Mailbox.of(anna.email()).await("Your account is closed");
        long mails = mailsTo(anna);
        for (String table : tables) {
            Stores.run(
                    "person",
                    "set session_replication_role = replica",
                    "insert into " + table + " select * from json_populate_recordset(null::" + table + ", '"
                            + rows.get(table).replace("'", "''") + "')");
        }
        assertEquals(1, Stores.count("person", "account_holder where account_id = '" + anna.account() + "'"));

        assertTrue(isOverOnAServerThatStartsNow());

        for (String table : tables) {
            assertEquals(0, Stores.count("person", table + " t where t::text like '%" + anna.account() + "%'"), table);
        }
        assertEquals(certificate, ledger.get(anna.account()).getCertificateId());
        assertTrue(erasures.certificate(certificate).isPresent());
        assertEquals(mails, mailsTo(anna));
    }

    /** As a server makes the bean at its start. */
    private static boolean isOverOnAServerThatStartsNow() {
        Unmanaged.UnmanagedInstance<ErasureReplay> starting = new Unmanaged<>(ErasureReplay.class).newInstance();
        try {
            return starting.produce().inject().postConstruct().get().isOver();
        } finally {
            starting.preDestroy().dispose();
        }
    }

    private static String dump(String store, String table, String key, UUID account) throws Exception {
        return Stores.column(store, "select json_agg(t) from " + table + " t where " + key + " = '" + account + "'")
                .get(0);
    }

    private static long mailsTo(Customer customer) throws Exception {
        return Mailbox.of(customer.email()).all().size();
    }

    private static Path file() {
        return Path.of(Configuration.require("ams.erasures")).resolve("erasures.log");
    }
}
