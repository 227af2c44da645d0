package net.korax.ams.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Stores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * P15: what was deleted is not in the files of the database either, soon and without anybody's doing. Looked for in every file of the
 * vault on the disk, indexes and statistics too.
 */
@Tag("PCI-3.2.1")
class DeletedForGoodIT extends ContainerTest {

    private static final String ROWS =
            "c.relname in ('card', 'card_key', 'card_request', 'charge', 'custody_entry', 'reversal')";

    @Inject
    private CardService cards;

    @Inject
    private PanIntake intake;

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
        assertTrue(relations(id).containsAll(List.of("card", "card_key", "custody_entry", "card_account")), "blind");
        anna.close();
        Patience.until("no file with the account", () -> relations(id).isEmpty());
    }

    @Test
    void statistics_keepNoSampleOfWhatIsSealedNorOfLastFours() throws Exception {
        Customer.company().addCard(Customer.pan());
        Stores.run("vault", "analyze");
        assertEquals(
                List.of(),
                Stores.column(
                        "vault",
                        "select tablename || '.' || attname from pg_stats where schemaname = 'ams' and attname in"
                                + " ('sealed_pan', 'fingerprint', 'holder', 'last_four', 'wrapped')"));
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

    private static List<String> files(String hex) throws SQLException {
        Stores.run("vault", "checkpoint");
        return Stores.column(
                "vault",
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
