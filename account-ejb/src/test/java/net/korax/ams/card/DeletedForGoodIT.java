package net.korax.ams.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import net.korax.ams.contact.ContactService;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Stores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * P03, P12, P15: what was deleted is not in the files of the databases either, soon and without anybody's doing. Looked for in every file
 * of a database on the disk, indexes and statistics too.
 */
@Tag("PCI-3.2.1")
class DeletedForGoodIT extends ContainerTest {

    private static final String ROWS =
            "c.relname in ('card', 'card_key', 'card_request', 'charge', 'custody_entry', 'reversal')";

    @Inject
    private CardService cards;

    @Inject
    private PanIntake intake;

    @Inject
    private ContactService contacts;

    @Test
    @Tag("P15")
    void deletedCard_isInNoFileOfTheVault() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.pan());
        Map<String, String> planted = planted(card);
        assertTrue(planted.values().stream().noneMatch(DeletedForGoodIT::isInNoFile), "the search is blind");

        anna.does(() -> cards.delete(card));
        for (Map.Entry<String, String> one : planted.entrySet()) {
            Patience.until("no file with the " + one.getKey() + " of a deleted card", () -> isInNoFile(one.getValue()));
        }
    }

    @Test
    void replacedNumberAndHolder_areInNoFileOfTheVault() throws Exception {
        Customer anna = Customer.company();
        UUID card = anna.addCard(Customer.pan());
        Map<String, String> planted = planted(card);
        intake.take(Customer.MASTERCARD);
        long version = anna.gets(() -> cards.get(card)).getVersion();
        anna.does(() -> cards.replaceNumber(card, version, Customer.IN_TWO_YEARS));
        planted.remove("data key");
        for (Map.Entry<String, String> one : planted.entrySet()) {
            Patience.until("no file with the old " + one.getKey() + " of a card", () -> isInNoFile(one.getValue()));
        }
    }

    @Test
    @Tag("P03")
    void erasedAccount_isInNoFileOfItsTables() throws Exception {
        Customer anna = Customer.company();
        anna.addCard(Customer.pan());
        String id = anna.account().toString().replace("-", "");
        assertTrue(
                relations(id).containsAll(List.of("card", "card_key", "custody_entry", "card_once_per_account")),
                "blind");
        anna.close();
        Patience.until("no file with the account", () -> relations(id).isEmpty());
    }

    @Test
    void userNameAndKeyOfAnErasedAccount_areInNoFileOfTheirStores() throws Exception {
        Customer anna = Customer.company();
        String name = hex("core", "convert_to(user_name, 'UTF8') from app_user where id = '" + anna.user() + "'");
        String number = hex("core", "convert_to(number, 'UTF8') from account where id = '" + anna.account() + "'");
        String key = hex("person", "wrapped from person_key where account_id = '" + anna.account() + "'");
        assertFalse(files("core", name).isEmpty() || files("core", number).isEmpty(), "the search is blind");
        assertFalse(files("person", key).isEmpty(), "the search is blind");

        anna.close();
        Patience.until("no file with the user name", () -> files("core", name).isEmpty());
        Patience.until("no file with the number", () -> files("core", number).isEmpty());
        Patience.until(
                "no file with the key of the people", () -> files("person", key).isEmpty());
    }

    @Test
    void removedContact_isInNoFileOfThePersonStore() throws Exception {
        Customer anna = Customer.company();
        UUID id = anna.addProved(Customer.contact(Customer.word()), "billing");
        String email = hex("person", "email from contact_person where id = '" + id + "'");
        String token = hex("person", "token from search_token where subject_id = '" + id + "' limit 1");
        assertFalse(files("person", email).isEmpty() || files("person", token).isEmpty(), "the search is blind");

        anna.does(() -> contacts.remove(id));
        Patience.until("no file with the address", () -> files("person", email).isEmpty());
        Patience.until(
                "no file with what it was found by",
                () -> files("person", token).isEmpty());
    }

    @Test
    void statistics_keepNoSampleOfWhatIsSealedNorOfLastFours() throws Exception {
        Customer.company().addCard(Customer.pan());
        for (String store : Stores.ALL) {
            Stores.run(store, "analyze");
            assertEquals(
                    List.of(),
                    Stores.column(
                            store,
                            "select tablename || '.' || attname from pg_stats where schemaname = 'ams' and (attname in"
                                    + " ('sealed_pan', 'fingerprint', 'holder', 'last_four', 'wrapped', 'user_name',"
                                    + " 'user_name_key', 'number', 'email', 'phone_1', 'recipient', 'body')"
                                    + " or tablename in ('account_holder', 'contact_person') and attname = 'name')"
                                    + " and tablename not in ('origin_count', 'recovery_code', 'erasure', 'invitation', 'purpose',"
                                    + " 'audit_head', 'lease', 'data_export_part')"));
        }
    }

    /** By name the bytes of a card that are to go, in hexadecimal; the last four as they stand beside the expiry. */
    private static Map<String, String> planted(UUID card) throws SQLException {
        Map<String, String> planted = new TreeMap<>();
        for (String column : List.of("sealed_pan", "holder", "fingerprint")) {
            planted.put(column, one("select encode(" + column + ", 'hex') from card where id = '" + card + "'"));
        }
        planted.put(
                "data key",
                one("select encode(wrapped, 'hex') from card_key k join card c using (dek_id) where c.id = '" + card
                        + "'"));
        // Each with its length in front.
        planted.put(
                "last four",
                one("select '0b' || encode(last_four::bytea, 'hex') || '11' || encode(expiry::bytea, 'hex') from card"
                        + " where id = '" + card + "'"));
        return planted;
    }

    private static boolean isInNoFile(String hex) {
        try {
            return files(hex).isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(String store, String value) throws SQLException {
        return Stores.column(store, "select encode(" + value.replaceFirst(" from ", ", 'hex') from "))
                .get(0);
    }

    private static List<String> files(String hex) throws SQLException {
        return files("vault", hex);
    }

    private static List<String> files(String store, String hex) throws SQLException {
        Stores.run(store, "checkpoint");
        return Stores.column(
                store,
                "select f from (select oid from pg_database where datname = current_database()) d, pg_ls_dir('base/' || d.oid) f"
                        + " where position('\\x" + hex
                        + "'::bytea in pg_read_binary_file('base/' || d.oid || '/' || f, 0, 1000000000, true)) > 0");
    }

    private static List<String> relations(String hex) throws SQLException {
        Stores.run("vault", "checkpoint");
        return new ArrayList<>(Stores.column(
                "vault",
                "select distinct r.relname from pg_class c left join pg_index i on i.indrelid in (c.oid, c.reltoastrelid)"
                        + " join pg_class r on r.oid in (c.oid, c.reltoastrelid, i.indexrelid)"
                        + " where c.relnamespace = 'ams'::regnamespace and " + ROWS + " and position('\\x" + hex
                        + "'::bytea in pg_read_binary_file(pg_relation_filepath(r.oid), 0, 1000000000, true)) > 0"));
    }

    private static String one(String query) throws SQLException {
        return Stores.column("vault", query).get(0);
    }
}
