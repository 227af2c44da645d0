package net.korax.ams.contact;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.AccountService;
import net.korax.ams.account.Channel;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.PersonName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P22: staff change the contacts of a customer who can't use the portal, under his recorded request and just once. */
@Tag("P22")
class AssistedContactIT extends ContainerTest {

    @Inject
    private AssistedContactService assisted;

    @Inject
    private ContactService contacts;

    @Inject
    private AccountService accounts;

    private Staff clerk;
    private Customer anna;
    private UUID second;
    private String word;

    @BeforeEach
    void aCustomerWithTwoContacts() throws Exception {
        clerk = Staff.clerk();
        anna = Customer.company();
        word = Customer.word();
        second = anna.addProved(Customer.contact(word), "technical");
    }

    @Test
    void withoutARequest_staffSeeNoMoreThanInitials() throws Exception {
        String seen = clerk.gets(() -> assisted.list(anna.account())).toString();
        assertFalse(seen.contains(word), seen);
        assertFalse(seen.contains("@"), seen);
        assertTrue(seen.contains(new PersonName("Person " + word).masked()), seen);
    }

    @Test
    void requestToAdd_allowsOneAddition() throws Exception {
        UUID request = record(null, ContactRequest.Operation.ADD);
        clerk.does(() -> assisted.add(request, Customer.contact(Customer.word()), Set.of("billing")));
        assertEquals(3, anna.gets(contacts::list).size());
        assertRefused(
                "request.used",
                () -> clerk.does(() -> assisted.add(request, Customer.contact(Customer.word()), Set.of())));
        assertEquals(3, anna.gets(contacts::list).size());
        assertTold("a contact person was added");
    }

    @Test
    void requestToEdit_allowsOneChangeOfThatContact() throws Exception {
        UUID request = record(second, ContactRequest.Operation.EDIT);
        ContactPerson shown = clerk.gets(() -> assisted.show(request));
        String next = Customer.word();
        ContactDetails changed = new ContactDetails(
                new PersonName("Person " + next), shown.getDetails().email(), List.of(), null);
        clerk.does(() -> assisted.change(request, shown.getVersion(), changed, shown.getRoles()));
        assertEquals(changed, anna.gets(() -> contacts.get(second)).getDetails());
        assertRefused(
                "request.used",
                () -> clerk.does(() -> assisted.change(request, shown.getVersion() + 1, changed, shown.getRoles())));
        assertTold("a contact person was edited");
    }

    @Test
    void requestToRemove_allowsOneRemoval() throws Exception {
        UUID request = record(second, ContactRequest.Operation.REMOVE);
        clerk.does(() -> assisted.remove(request));
        assertEquals(1, anna.gets(contacts::list).size());
        assertRefused("request.used", () -> clerk.does(() -> assisted.remove(request)));
        assertEquals(0, Stores.count("person", "contact_request where contact_id = '" + second + "'"));
        assertTold("a contact person was removed");
    }

    @Test
    @Tag("P22")
    void requestAboutTheHolder_allowsOneChangeOfHim() throws Exception {
        UUID request = record(null, ContactRequest.Operation.HOLDER);
        HolderDetails shown = clerk.gets(() -> assisted.showHolder(request));
        assertTrue(shown.name().value().startsWith("House of "));
        HolderDetails changed = new HolderDetails(new HolderName("House " + word), null, null);
        clerk.does(() -> assisted.changeHolder(request, changed));
        assertEquals(changed, anna.gets(accounts::holder));
        assertRefused("request.used", () -> clerk.does(() -> assisted.changeHolder(request, shown)));
        assertRefused("request.used", () -> clerk.gets(() -> assisted.showHolder(request)));
        assertEquals(changed, anna.gets(accounts::holder));
        assertEquals(
                1,
                Trail.entries("operation = 'holder.change' and request_id = '" + request + "'")
                        .size());
        assertTold("by phone, our staff changed your account: the account holder was changed");
    }

    @Test
    void requestAboutTheHolder_isNotUsedUpByWhatIsMissing() throws Exception {
        Customer chiara =
                Customer.open(Customer.form(ServiceKind.WEB_HOSTING, AccountKind.INDIVIDUAL, Customer.word()));
        UUID request = clerk.gets(() -> assisted.record(
                chiara.account(), null, ContactRequest.Operation.HOLDER, Channel.LETTER, IdentityCheck.SIGNATURE));
        assertRefused(
                "address.required",
                () -> clerk.does(
                        () -> assisted.changeHolder(request, new HolderDetails(new HolderName("Chiara"), null, null))));
        assertTrue(clerk.gets(() -> assisted.request(request)).isLive());
        assertTrue(chiara.gets(accounts::holder).name().value().startsWith("House of "));
    }

    @Test
    @Tag("P22")
    void customer_seesWhatStaffHaveRecordedAsHisWish() throws Exception {
        UUID request = record(second, ContactRequest.Operation.EDIT);
        ContactRequest seen = anna.gets(assisted::mine).get(0);
        assertEquals(request, seen.getId());
        assertEquals(Channel.PHONE, seen.getChannel());
        assertEquals(IdentityCheck.CALL_BACK, seen.getIdentityCheck());
        assertEquals(0, Customer.company().gets(assisted::mine).size());
    }

    @Test
    void requestAllowsNothingElse() throws Exception {
        UUID request = record(second, ContactRequest.Operation.EDIT);
        assertRefused("request.other-operation", () -> clerk.does(() -> assisted.remove(request)));
        assertRefused(
                "request.other-operation",
                () -> clerk.does(() -> assisted.add(request, Customer.contact(Customer.word()), Set.of())));
        assertRefused("request.other-operation", () -> clerk.gets(() -> assisted.showHolder(request)));
        assertRefused(
                "request.other-operation",
                () -> clerk.does(() -> assisted.changeHolder(
                        request, new HolderDetails(new HolderName("House " + word), null, null))));
        assertEquals(3, Trail.refusals(clerk, "contact-request.use", second));
        assertEquals(2, anna.gets(contacts::list).size());
        assertTrue(clerk.gets(() -> assisted.request(request)).isLive());
    }

    @Test
    void requestOlderThanADay_allowsNothing() throws Exception {
        UUID request = record(second, ContactRequest.Operation.REMOVE);
        Stores.run(
                "person",
                "update contact_request set expires_at = now() - interval '1 second' where id = '" + request + "'");
        assertRefused("request.expired", () -> clerk.does(() -> assisted.remove(request)));
        assertRefused("request.used", () -> clerk.does(() -> assisted.show(request)));
        assertFalse(clerk.gets(assisted::queue).stream()
                .anyMatch(open -> open.getId().equals(request)));
        assertEquals(2, anna.gets(contacts::list).size());
    }

    @Test
    void noStaffChange_endsCoverage() throws Exception {
        UUID request = record(anna.contact(), ContactRequest.Operation.REMOVE);
        assertRefused("contact.coverage", () -> clerk.does(() -> assisted.remove(request)));
        assertTrue(clerk.gets(() -> assisted.request(request)).isLive());
        assertTrue(anna.gets(contacts::coverage).isKept());
    }

    @Test
    void contactIsShownUnderALiveRequestAlone_andTheLookIsRemembered() throws Exception {
        UUID request = record(second, ContactRequest.Operation.EDIT);
        assertEquals(
                "Person " + word,
                clerk.gets(() -> assisted.show(request)).getDetails().name().value());
        assertEquals(
                1,
                Trail.entries("operation = 'contact.show' and outcome = 'DONE' and object_id = '" + second
                                + "' and request_id = '" + request + "'")
                        .size());
        assertRefused("not-found", () -> clerk.does(() -> assisted.show(UUID.randomUUID())));
    }

    @Test
    void contactRemovedInThePortal_endsItsOpenRequests() throws Exception {
        UUID request = record(second, ContactRequest.Operation.EDIT);
        anna.does(() -> contacts.remove(second));
        assertFalse(clerk.gets(() -> assisted.request(request)).isLive());
        assertRefused("request.used", () -> clerk.does(() -> assisted.show(request)));
    }

    @Test
    void staffCannotRecordARequestAsMadeInThePortal() {
        assertRefused(
                "request.not-by-portal",
                () -> clerk.does(() -> assisted.record(
                        anna.account(),
                        second,
                        ContactRequest.Operation.EDIT,
                        Channel.PORTAL,
                        IdentityCheck.CALL_BACK)));
        assertRefused(
                "request.not-by-portal",
                () -> clerk.does(() -> assisted.record(
                        anna.account(),
                        second,
                        ContactRequest.Operation.EDIT,
                        Channel.PHONE,
                        IdentityCheck.SIGNED_IN)));
    }

    @Test
    void requestAboutAnotherAccountsContact_isNotRecorded() throws Exception {
        Customer bruno = Customer.company();
        assertRefused(
                "not-found",
                () -> clerk.does(() -> assisted.record(
                        bruno.account(),
                        second,
                        ContactRequest.Operation.EDIT,
                        Channel.LETTER,
                        IdentityCheck.SIGNATURE)));
    }

    private UUID record(UUID contact, ContactRequest.Operation operation) throws Exception {
        return clerk.gets(
                () -> assisted.record(anna.account(), contact, operation, Channel.PHONE, IdentityCheck.CALL_BACK));
    }

    private void assertTold(String what) throws Exception {
        Mailbox.of(anna.email()).await(what);
    }
}
