package net.korax.ams.contact;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Links;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Residue;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.PersonName;
import net.korax.ams.person.PhoneNumber;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P10 to P12, and P09 for contacts: what customers do with their contact persons, and what is left of a removed one. */
class ContactServiceIT extends ContainerTest {

    private static final Pattern TOKEN = Pattern.compile("token=([\\w-]+)");

    @Inject
    private ContactService contacts;

    @Inject
    private AssistedContactService assisted;

    @Inject
    private Links links;

    @Test
    @Tag("P11")
    void contactWithThreePhonesAndAFax_isReadBackAsGiven() throws Exception {
        Customer anna = Customer.company();
        ContactDetails full = full(Customer.word());
        UUID id = anna.gets(() -> contacts.add(full, Set.of("technical")));

        ContactPerson read = anna.gets(() -> contacts.get(id));
        assertEquals(full, read.getDetails());
        assertEquals(Set.of("technical"), read.getRoles());
        assertEquals(EmailState.UNVERIFIED, read.getEmailState());
    }

    @Test
    @Tag("P11")
    void aFourthPhone_isRefused() {
        List<PhoneNumber> four = List.of(
                new PhoneNumber("+41446681800"),
                new PhoneNumber("+41446681801"),
                new PhoneNumber("+41446681802"),
                new PhoneNumber("+41446681803"));
        ContactDetails one = Customer.contact(Customer.word());
        assertRefused("phone.too-many", () -> new ContactDetails(one.name(), one.email(), four, null));
    }

    @Test
    @Tag("P08")
    void changedContact_isReadBackAsChanged() throws Exception {
        Customer anna = Customer.company();
        String word = Customer.word();
        UUID id = anna.addProved(full(word), "technical");
        ContactPerson before = anna.gets(() -> contacts.get(id));
        ContactDetails changed = new ContactDetails(
                new PersonName("Ólafur " + word),
                before.getDetails().email(),
                List.of(new PhoneNumber("+4930123456")),
                null);

        anna.does(() -> contacts.change(id, before.getVersion(), changed, Set.of("billing")));

        ContactPerson after = anna.gets(() -> contacts.get(id));
        assertEquals(changed, after.getDetails());
        assertEquals(Set.of("billing"), after.getRoles());
        assertEquals(EmailState.VERIFIED, after.getEmailState());
    }

    @Test
    void changeOfWhatAnotherHasJustChanged_isRefused() throws Exception {
        Customer anna = Customer.company();
        ContactPerson read = anna.gets(() -> contacts.get(anna.contact()));
        anna.does(() -> contacts.change(read.getId(), read.getVersion(), full(Customer.word()), read.getRoles()));
        assertRefused(
                "changed-meanwhile",
                () -> anna.does(() ->
                        contacts.change(read.getId(), read.getVersion(), full(Customer.word()), read.getRoles())));
    }

    @Test
    @Tag("P10")
    void unknownRole_isRefused() throws Exception {
        Customer anna = Customer.company();
        assertRefused(
                "contact.unknown-role",
                () -> anna.does(() -> contacts.add(Customer.contact(Customer.word()), Set.of("owner"))));
    }

    @Test
    @Tag("P11")
    void theLinkInTheMail_provesTheAddressOnce() throws Exception {
        Customer anna = Customer.company();
        String word = Customer.word();
        UUID id = anna.gets(() -> contacts.add(Customer.contact(word), Set.of()));
        Matcher link = TOKEN.matcher(Mailbox.of(word + "@customer.example").await("confirm"));
        assertTrue(link.find());

        assertTrue(contacts.verify(link.group(1)));
        assertEquals(EmailState.VERIFIED, anna.gets(() -> contacts.get(id)).getEmailState());
        assertFalse(contacts.verify(link.group(1)));
    }

    @Test
    @Tag("P11")
    void aLinkThatWasGuessedOrIsTooOld_provesNothing() throws Exception {
        Customer anna = Customer.company();
        String word = Customer.word();
        UUID id = anna.gets(() -> contacts.add(Customer.contact(word), Set.of()));
        assertFalse(contacts.verify("A".repeat(43)));
        Stores.run(
                "person",
                "update email_verification set expires_at = now() - interval '1 second' where contact_id = '" + id
                        + "'");
        assertFalse(anna.prove(word + "@customer.example"));
        assertEquals(EmailState.UNVERIFIED, anna.gets(() -> contacts.get(id)).getEmailState());
    }

    @Test
    void aLinkSentAnew_takesTheForceOfTheOldOne() throws Exception {
        Customer anna = Customer.company();
        String address = Customer.word() + "@customer.example";
        UUID id = anna.gets(() -> contacts.add(
                new ContactDetails(new PersonName("Greta"), new EmailAddress(address), List.of(), null), Set.of()));
        String old = links.to(address);
        anna.does(() -> contacts.resendVerification(id));
        assertNotEquals(old, links.to(address));
        assertFalse(contacts.verify(old));
        assertTrue(contacts.verify(links.to(address)));
        assertRefused("email.already-verified", () -> anna.does(() -> contacts.resendVerification(id)));
    }

    @Test
    void theOldAddressStaysInForceUntilTheNewOneIsProved() throws Exception {
        Customer anna = Customer.company();
        UUID id = anna.contact();
        ContactPerson read = anna.gets(() -> contacts.get(id));
        EmailAddress next = new EmailAddress(Customer.word() + "@customer.example");
        anna.does(() -> contacts.change(
                id,
                read.getVersion(),
                new ContactDetails(read.getDetails().name(), next, List.of(), null),
                read.getRoles()));

        ContactPerson waiting = anna.gets(() -> contacts.get(id));
        assertEquals(anna.email(), waiting.getDetails().email().value());
        assertEquals(next, waiting.getAwaited());
        assertEquals(EmailState.VERIFIED, waiting.getEmailState());
        assertTrue(anna.gets(contacts::coverage).isKept());
        Mailbox.of(anna.email()).await("another e-mail address was entered in place of this one");

        assertTrue(anna.prove(next.value()));
        ContactPerson proved = anna.gets(() -> contacts.get(id));
        assertEquals(next, proved.getDetails().email());
        assertNull(proved.getAwaited());
    }

    @Test
    @Tag("P12")
    void removedContact_isInNoColumnOfNoTable() throws Exception {
        Customer anna = Customer.company();
        String word = Customer.word();
        ContactDetails details = full(word);
        UUID id = anna.addProved(details, "billing");
        Staff clerk = Staff.clerk();
        clerk.gets(() -> assisted.record(
                anna.account(), id, ContactRequest.Operation.EDIT, Channel.PHONE, IdentityCheck.CALL_BACK));
        String next = Customer.word() + "@customer.example";
        ContactPerson read = anna.gets(() -> contacts.get(id));
        anna.does(() -> contacts.change(
                id,
                read.getVersion(),
                new ContactDetails(details.name(), new EmailAddress(next), details.phones(), details.fax()),
                Set.of("billing")));

        anna.does(() -> contacts.remove(id));

        List<String> traces = new ArrayList<>(List.of(word, "Person " + word, next));
        details.phones().forEach(phone -> traces.add(phone.e164().substring(1)));
        traces.add(details.fax().e164().substring(1));
        assertEquals(Set.of(), Set.copyOf(Residue.of(traces)));
        assertRefused("not-found", () -> anna.does(() -> contacts.get(id)));
        Patience.until(
                "nothing in ams_person that knows the contact's id",
                () -> Residue.of(List.of(id.toString())).stream().noneMatch(place -> place.startsWith("person.")));
    }

    @Test
    @Tag("P12")
    void mailThatWaitsForARemovedContact_goesWithHim() throws Exception {
        Customer anna = Customer.company();
        UUID id = contactWithAStuckMail(anna);
        anna.does(() -> contacts.remove(id));
        assertEquals(0, Stores.count("person", "mail_outbox where account_id = '" + anna.account() + "'"));
    }

    /** A contact whose mail the mail server did not take, however often it was tried. */
    private UUID contactWithAStuckMail(Customer customer) throws Exception {
        String waiting = "mail_outbox where account_id = '" + customer.account() + "'";
        while (true) {
            Patience.until("an empty outbox", () -> Stores.count("person", waiting) == 0);
            UUID id = customer.gets(() -> contacts.add(Customer.contact(Customer.word()), Set.of()));
            Stores.run("person", "update " + waiting.replace(" where", " set state = 'QUARANTINED' where"));
            if (Stores.count("person", waiting) == 1) {
                return id;
            }
            // The timer was quicker.
            customer.does(() -> contacts.remove(id));
        }
    }

    @Test
    @Tag("P09")
    void anotherCustomersContact_isNotFoundAndLeavesAnEvent() throws Exception {
        Customer anna = Customer.company();
        Customer bruno = Customer.company();
        UUID brunos = bruno.contact();
        ContactPerson his = bruno.gets(() -> contacts.get(brunos));

        assertRefused("not-found", () -> anna.does(() -> contacts.get(brunos)));
        assertRefused(
                "not-found",
                () -> anna.does(
                        () -> contacts.change(brunos, his.getVersion(), full(Customer.word()), Set.of("billing"))));
        assertRefused("not-found", () -> anna.does(() -> contacts.remove(brunos)));
        assertRefused("not-found", () -> anna.does(() -> contacts.resendVerification(brunos)));

        assertEquals(4, Trail.refusals(anna, "contact.view", brunos));
        assertEquals(his.getVersion(), bruno.gets(() -> contacts.get(brunos)).getVersion());
        assertTrue(anna.gets(contacts::list).stream()
                .noneMatch(contact -> contact.getId().equals(brunos)));
    }

    @Test
    void aContactThatNeverWas_isNotFoundInTheSameWay() throws Exception {
        Customer anna = Customer.company();
        UUID nobody = UUID.randomUUID();
        assertRefused("not-found", () -> anna.does(() -> contacts.get(nobody)));
        assertEquals(1, Trail.refusals(anna, "contact.view", nobody));
    }

    /** All fields of a contact. */
    private static ContactDetails full(String word) {
        return new ContactDetails(
                new PersonName("Person " + word),
                new EmailAddress(word + "@customer.example"),
                List.of(
                        new PhoneNumber("+41446680017"),
                        new PhoneNumber("+41446680028"),
                        new PhoneNumber("+41446680039")),
                new PhoneNumber("+41446680040"));
    }
}
