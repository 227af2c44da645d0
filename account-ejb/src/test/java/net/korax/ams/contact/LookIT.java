package net.korax.ams.contact;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.AccountSearchService;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Race;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.Look;
import net.korax.ams.person.LookGround;
import net.korax.ams.person.LookReason;
import net.korax.ams.person.PersonalField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P02: staff see one personal field at a time, for a reason that the customer reads, and only so many within an hour. */
class LookIT extends ContainerTest {

    private static final String SETTING = "ams.looks-per-hour";
    private static final LookGround CALL_BACK = LookGround.of(LookReason.CALL_BACK, null);

    @Inject
    private LookService looks;

    @Inject
    private AssistedContactService assisted;

    @Inject
    private AccountSearchService search;

    @Inject
    private ContactService contacts;

    private String usual;
    private Staff clerk;
    private Customer anna;
    private UUID contact;

    @BeforeEach
    void aPrivateCustomer() throws Exception {
        usual = System.getProperty(SETTING);
        clerk = Staff.clerk();
        String word = Customer.word();
        anna = Customer.open(Customer.form(ServiceKind.WEB_HOSTING, AccountKind.INDIVIDUAL, word));
        anna.prove(anna.email());
        contact = anna.contact();
    }

    @AfterEach
    void theUsualLimit() {
        System.setProperty(SETTING, usual);
    }

    @Test
    @Tag("P02")
    void oneFieldIsShown_andTheCustomerReadsWhoLookedAndWhy() throws Exception {
        LookGround why = LookGround.of(LookReason.OTHER, "asked us to write down the new street");
        assertEquals(
                anna.email(), clerk.gets(() -> looks.contact(anna.account(), contact, PersonalField.EMAIL, CALL_BACK)));
        assertEquals(
                "Seestrasse 7, 8002 Zürich, CH",
                clerk.gets(() -> looks.holder(anna.account(), PersonalField.ADDRESS, why)));
        List<Look> seen = anna.gets(looks::mine);
        assertEquals(2, seen.size());
        assertEquals(PersonalField.ADDRESS, seen.get(0).getField());
        assertEquals("asked us to write down the new street", seen.get(0).getNote());
        assertNull(seen.get(0).getContactId());
        assertEquals(contact, seen.get(1).getContactId());
        assertEquals(LookReason.CALL_BACK, seen.get(1).getReason());
        assertEquals(clerk.number(), seen.get(1).getStaffNumber());
        assertEquals(1, done("look.email", contact));
        assertEquals(1, done("look.address", anna.account()));
    }

    @Test
    void fieldThatIsNotThere_isNull() throws Exception {
        assertNull(clerk.gets(() -> looks.contact(anna.account(), contact, PersonalField.FAX, CALL_BACK)));
        assertEquals(1, anna.gets(looks::mine).size());
    }

    @Test
    void withoutAReason_nothingIsShown() {
        assertRefused("look-reason.required", () -> LookGround.of(null, "because"));
        assertRefused("look-reason.required", () -> LookGround.of(LookReason.REQUEST, "because"));
        assertRefused("note.required", () -> LookGround.of(LookReason.OTHER, "  "));
        assertRefused("text.card-number", () -> LookGround.of(LookReason.OTHER, Customer.VISA));
    }

    @Test
    void contactOfAnotherAccount_isNotFound() throws Exception {
        Customer bruno = Customer.company();
        assertRefused(
                "not-found",
                () -> clerk.gets(() -> looks.contact(bruno.account(), contact, PersonalField.EMAIL, CALL_BACK)));
        assertEquals(List.of(), anna.gets(looks::mine));
    }

    @Test
    void contactSeenUnderARequest_isALineToo() throws Exception {
        UUID request = clerk.gets(() -> assisted.record(
                anna.account(), contact, ContactRequest.Operation.EDIT, Channel.PHONE, IdentityCheck.CALL_BACK));
        clerk.gets(() -> assisted.show(request));
        Look seen = anna.gets(looks::mine).get(0);
        assertEquals(PersonalField.WHOLE_CONTACT, seen.getField());
        assertEquals(LookReason.REQUEST, seen.getReason());
    }

    @Test
    @Tag("P02")
    void searchByAddress_isALineOfWhoWasFound() throws Exception {
        clerk.gets(() -> search.findByEmail(new EmailAddress(anna.email()), CALL_BACK));
        assertEquals(PersonalField.FOUND_BY_EMAIL, anna.gets(looks::mine).get(0).getField());
        assertEquals(1, done("look.found-by-email", anna.account()));
    }

    @Test
    @Tag("P02")
    void tooManyLooksWithinAnHour_areRefusedAndLeaveAnEvent() throws Exception {
        forget(clerk);
        System.setProperty(SETTING, "3");
        UUID request = clerk.gets(() -> assisted.record(
                anna.account(), contact, ContactRequest.Operation.EDIT, Channel.PHONE, IdentityCheck.CALL_BACK));
        clerk.gets(() -> looks.contact(anna.account(), contact, PersonalField.EMAIL, CALL_BACK));
        clerk.gets(() -> search.findByEmail(new EmailAddress(Customer.word() + "@nobody.example"), CALL_BACK));
        clerk.gets(() -> assisted.show(request));
        assertRefused(
                "look.too-many",
                () -> clerk.gets(() -> looks.contact(anna.account(), contact, PersonalField.PHONE, CALL_BACK)));
        assertRefused("look.too-many", () -> clerk.gets(() -> assisted.show(request)));
        assertRefused(
                "look.too-many", () -> clerk.gets(() -> search.findByEmail(new EmailAddress(anna.email()), CALL_BACK)));
        assertEquals(2, Trail.refusals(clerk, "look.too-many", contact));
        assertEquals(2, anna.gets(looks::mine).size());
        Staff other = Staff.custodian();
        forget(other);
        assertEquals(
                anna.email(), other.gets(() -> looks.contact(anna.account(), contact, PersonalField.EMAIL, CALL_BACK)));
        forget(clerk);
        assertEquals(
                anna.email(), clerk.gets(() -> looks.contact(anna.account(), contact, PersonalField.EMAIL, CALL_BACK)));
    }

    @Test
    void manyLooksAtOnce_areCountedOneAfterTheOther() throws Exception {
        forget(clerk);
        System.setProperty(SETTING, "2");
        List<Customer> customers = List.of(anna, Customer.company(), Customer.company(), Customer.company());
        Callable<?>[] all = customers.stream()
                .map(one -> {
                    UUID account = one.account();
                    return (Callable<?>) () -> clerk.gets(() -> looks.holder(account, PersonalField.NAME, CALL_BACK));
                })
                .toArray(Callable<?>[]::new);
        List<Throwable> ends;
        try (Race race = new Race(all.length)) {
            ends = race.run(all);
        }
        assertEquals(2, ends.stream().filter(end -> end == null).count(), ends.toString());
    }

    @Test
    void contactThatGoes_isForgottenInTheLooks() throws Exception {
        UUID second = anna.addProved(Customer.contact(Customer.word()), "technical");
        clerk.gets(
                () -> looks.contact(anna.account(), second, PersonalField.EMAIL, LookGround.of(LookReason.OTHER, "x")));
        anna.does(() -> contacts.remove(second));
        Look left = anna.gets(looks::mine).get(0);
        assertNull(left.getContactId());
        assertNull(left.getNote());
        assertEquals(0, Stores.count("person", "look l where l::text like '%" + second + "%'"));
    }

    @Test
    void noListForStaff_holdsAnAddress() throws Exception {
        anna.addProved(Customer.contact(Customer.word()), "technical");
        String all = clerk.gets(() -> assisted.list(anna.account())).toString()
                + clerk.gets(() -> search.find(anna.number()))
                + clerk.gets(() -> search.findByEmail(new EmailAddress(anna.email()), CALL_BACK));
        assertFalse(all.contains("@"), all);
    }

    private int done(String operation, UUID object) throws Exception {
        return Trail.entries("operation = '" + operation + "' and outcome = 'DONE' and object_id = '" + object
                        + "' and actor = '" + clerk.user() + "'")
                .size();
    }

    /** As if what this person has looked at was more than an hour ago. */
    private static void forget(Staff looker) throws Exception {
        Stores.run("person", "update look set at = at - interval '2 hours' where by_user = '" + looker.user() + "'");
    }
}
