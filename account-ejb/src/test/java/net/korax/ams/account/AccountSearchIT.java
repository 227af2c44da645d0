package net.korax.ams.account;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.inject.Inject;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.korax.ams.account.AccountSearchService.FoundAccount;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.identity.UserName;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.LookGround;
import net.korax.ams.person.LookReason;
import net.korax.ams.person.PersonSeal;
import net.korax.ams.signup.NewAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P02: how staff find a customer who calls, and how little they see of him. */
class AccountSearchIT extends ContainerTest {

    @Inject
    private AccountSearchService search;

    @Inject
    private AccountService accounts;

    private Staff clerk;
    private String word;
    private Customer anna;

    @BeforeEach
    void aCustomerWithAnAccentInTheName() throws Exception {
        clerk = Staff.clerk();
        word = Customer.word();
        NewAccount form = Customer.form(ServiceKind.WEB_HOSTING, AccountKind.COMPANY, word);
        anna = Customer.open(new NewAccount(
                form.service(),
                form.kind(),
                new HolderDetails(new HolderName("Crêperie " + word + " Søn"), null, null),
                form.contact(),
                new UserName(word),
                Customer.PASSWORD,
                null,
                "fr"));
    }

    @Test
    void foundByNumber() throws Exception {
        assertFinds(anna.number());
        assertFinds(" " + anna.number().toLowerCase(Locale.ROOT) + " ");
    }

    @Test
    void foundByNameInAnyCaseWithAndWithoutAccentsAndByBeginnings() throws Exception {
        assertFinds("Crêperie " + word);
        assertFinds("CREPERIE " + word.toUpperCase(Locale.ROOT));
        assertFinds("crep " + word.substring(0, 5));
        assertFinds(word);
    }

    @Test
    void nameOfWhichOneWordIsEverybodys_isFoundByBothWords() throws Exception {
        HexFormat hex = HexFormat.of();
        String token = hex.formatHex(PersonSeal.index("name", "creperie"));
        String crowd = UUID.randomUUID().toString().substring(0, 8);
        // Ids that come before every other.
        String rows = "select '00000000-0000-4000-8000-" + crowd
                + "'::text || to_char(n, 'FM0000') as id from generate_series(1, 60) n";
        Stores.run(
                "person",
                "insert into person_account (id, coverage, locale, frozen) select id::uuid, 'OPENING', 'en', true from ("
                        + rows + ") c",
                "insert into search_token select '\\x" + token + "'::bytea, id::uuid, id::uuid from (" + rows + ") c");
        try {
            assertFinds("Crêperie " + word);
            assertFinds(word + " creperie");
        } finally {
            Stores.run(
                    "person",
                    "delete from search_token where account_id in (select id::uuid from (" + rows + ") c)",
                    "delete from person_account where id in (select id::uuid from (" + rows + ") c)");
        }
    }

    @Test
    void notFoundByTheMiddleOfANameOrAWordItHasNot() throws Exception {
        assertEquals(List.of(), find(word.substring(3)));
        assertEquals(List.of(), find(word + " " + Customer.word()));
    }

    @Test
    void foundByTheWholeAddressOfAContactAlone() throws Exception {
        assertEquals(List.of(anna.account()), findByEmail(anna.email()));
        assertEquals(List.of(anna.account()), findByEmail(anna.email().toUpperCase(Locale.ROOT)));
        assertEquals(List.of(), findByEmail(word.substring(0, 6) + "@customer.example"));
    }

    @Test
    void addressWithoutAReason_isNotSearchedFor() {
        assertRefused("search.address", () -> find(anna.email()));
    }

    @Test
    void newName_isFoundAndTheOldOneIsNot() throws Exception {
        String next = Customer.word();
        anna.does(() -> accounts.changeHolder(new HolderDetails(new HolderName(next), null, null)));
        assertFinds(next);
        assertEquals(List.of(), find("creperie " + word));
    }

    @Test
    @Tag("P02")
    void whatIsFound_isMasked() throws Exception {
        FoundAccount found = find(anna.number()).get(0);
        assertEquals(anna.account(), found.id());
        assertEquals(anna.number(), found.number());
        assertEquals(new HolderName("Crêperie " + word + " Søn").masked(), found.holder());
        String all = found.toString().toLowerCase(Locale.ROOT);
        assertFalse(all.contains(word), all);
        assertFalse(all.contains(new EmailAddress(anna.email()).key()), all);
    }

    @Test
    void oneLetter_isTooShort() {
        assertRefused("search.too-short", () -> find("k"));
        assertRefused("search.too-short", () -> find(null));
    }

    @Test
    void accountThatNeverWas_isNotFoundAndLeavesAnEvent() throws Exception {
        UUID nobody = UUID.randomUUID();
        assertRefused("not-found", () -> clerk.gets(() -> search.get(nobody)));
        assertEquals(1, Trail.refusals(clerk, "account.view", nobody));
    }

    private List<FoundAccount> find(String typed) throws Exception {
        return clerk.gets(() -> search.find(typed));
    }

    private List<UUID> findByEmail(String typed) throws Exception {
        return clerk
                .gets(() -> search.findByEmail(new EmailAddress(typed), LookGround.of(LookReason.CALL_BACK, null)))
                .stream()
                .map(FoundAccount::id)
                .toList();
    }

    private void assertFinds(String typed) throws Exception {
        assertEquals(
                List.of(anna.account()),
                find(typed).stream().map(FoundAccount::id).toList());
    }
}
