package net.korax.ams.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.korax.ams.account.PersonAccount;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.contact.ContactPerson;
import net.korax.ams.contact.ContactService;
import net.korax.ams.contact.EmailState;
import net.korax.ams.container.BounceBox;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.person.EmailAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P11: what comes back to the bounce mailbox says which address works no more, and nobody can say so of another's. */
@Tag("P11")
class BounceIT extends ContainerTest {

    private static final Pattern RETURN = Pattern.compile("MAIL FROM:<(bounces\\+[0-9a-f]{32}@korax\\.example)>");

    @Inject
    private Returns returns;

    @Inject
    private ContactService contacts;

    private Customer anna;
    private String returnAddress;

    @BeforeEach
    void annaHasGotAMail() throws Exception {
        // The house's own round is held off, so that each message is read by the test.
        Stores.run(
                "person",
                "insert into lease values ('returns', gen_random_uuid(), now() + interval '1 hour', 1) on conflict (work)"
                        + " do update set holder = excluded.holder, until = excluded.until");
        BounceBox.empty();
        anna = Customer.company();
        returnAddress = returnAddressOf(anna.email());
    }

    @Test
    @Tag("P13")
    void finalFailure_takesTheMarkAwayAndCoverageIsLost() throws Exception {
        BounceBox.deliver(report(returnAddress, "failed", "5.1.1"));
        goThrough();

        assertEquals(EmailState.BOUNCING, state());
        assertEquals(PersonAccount.Coverage.LOST, anna.gets(contacts::coverage).state());
        assertEquals(0, BounceBox.waiting());
        assertEquals(0, BounceBox.aside());
        assertEquals(1, bouncedEntries());
    }

    @Test
    void finalFailure_isToldToWhoCanBeReached() throws Exception {
        String word = Customer.word();
        anna.addProved(Customer.contact(word), "billing", "technical");
        BounceBox.deliver(report(returnAddress, "failed", "5.1.1"));
        goThrough();

        String mail = Mailbox.of(word + "@customer.example").await("can no longer be reached");
        assertTrue(mail.contains("Somebody else still covers your account"), mail);
        assertFalse(mail.contains(anna.email()), mail);
        assertEquals(PersonAccount.Coverage.KEPT, anna.gets(contacts::coverage).state());
    }

    @Test
    void reportInAnyCaseWithFoldedFieldsAndAComment_isUnderstood() throws Exception {
        BounceBox.deliver(report(returnAddress, "failed", "5.1.1")
                .replace("message/delivery-status", "MESSAGE/Delivery-Status")
                .replace("Action: failed", "ACTION:\n FAILED")
                .replace("Status: 5.1.1", "status: 5.2.1\n (mailbox disabled)"));
        goThrough();
        assertEquals(EmailState.BOUNCING, state());
    }

    @Test
    void lessThanAFinalFailure_takesNothingAway() throws Exception {
        for (String said :
                List.of("delayed 4.4.1", "failed 4.2.2", "delivered 2.1.5", "relayed 2.0.0", "delayed 5.1.1")) {
            BounceBox.deliver(report(returnAddress, said.split(" ")[0], said.split(" ")[1]));
            goThrough();
            assertEquals(EmailState.VERIFIED, state(), said);
            assertEquals(0, BounceBox.waiting(), said);
            assertEquals(0, BounceBox.aside(), said);
        }
    }

    @Test
    void delayThatBecomesAFailure_isStillUnderstood() throws Exception {
        BounceBox.deliver(report(returnAddress, "delayed", "4.4.1"));
        goThrough();
        BounceBox.deliver(report(returnAddress, "failed", "5.4.1"));
        goThrough();
        assertEquals(EmailState.BOUNCING, state());
    }

    @Test
    void outOfOffice_takesNothingAwayAndIsNotKept() throws Exception {
        BounceBox.deliver("""
                From: person@customer.example
                To: %s
                Subject: Re: Please confirm your e-mail address
                Auto-Submitted: auto-replied
                Content-Type: text/plain

                I am on holiday. Action: failed. Status: 5.1.1
                """.formatted(returnAddress));
        goThrough();
        assertEquals(EmailState.VERIFIED, state());
        assertEquals(0, BounceBox.aside());
    }

    @Test
    void reportAboutAMailThatNobodySent_isMovedAsideAndLeavesAnEvent() throws Exception {
        int before = unknownReports();
        String forged = "bounces+" + UUID.randomUUID().toString().replace("-", "") + "@korax.example";
        // Names the address itself; only the return address counts.
        BounceBox.deliver(report(forged, "failed", "5.1.1").replace("somebody@elsewhere.example", anna.email()));
        goThrough();
        assertEquals(EmailState.VERIFIED, state());
        assertEquals(1, BounceBox.aside());
        assertEquals(before + 1, unknownReports());
    }

    @Test
    void secondReportOfTheSameMail_isRefused() throws Exception {
        BounceBox.deliver(report(returnAddress, "failed", "5.1.1"));
        goThrough();
        anna.does(() -> contacts.resendVerification(anna.contact()));
        assertTrue(anna.prove(anna.email()));
        BounceBox.deliver(report(returnAddress, "failed", "5.1.1"));
        goThrough();
        assertEquals(EmailState.VERIFIED, state());
        assertEquals(1, BounceBox.aside());
    }

    @Test
    void reportAboutAnAddressThatWasReplaced_doesNotHitTheNewOne() throws Exception {
        ContactPerson before = anna.gets(() -> contacts.get(anna.contact()));
        EmailAddress newer = new EmailAddress(Customer.word() + "@customer.example");
        ContactDetails changed = new ContactDetails(before.getDetails().name(), newer, List.of(), null);
        anna.does(() -> contacts.change(before.getId(), before.getVersion(), changed, before.getRoles()));
        assertTrue(anna.prove(newer.value()));

        BounceBox.deliver(report(returnAddress, "failed", "5.1.1"));
        goThrough();
        assertEquals(EmailState.VERIFIED, state());
        assertEquals(0, bouncedEntries());
    }

    @Test
    void malformedAndHostileMessages_areMovedAsideAndHoldNothingUp() throws Exception {
        List<String> hostile = List.of(
                "To: " + returnAddress + "\n\n",
                "Content-Type: multipart/report; report-type=delivery-status\nTo: " + returnAddress
                        + "\n\nno boundary\n",
                report(returnAddress, "failed", "five"),
                report(returnAddress, "failed", "5.1.1").replace("Action: failed\n", ""),
                report(returnAddress, "failed", "5.1.1").replace("message/delivery-status", "text/plain"),
                report(returnAddress, "failed", "5.1.1").replace("To: " + returnAddress, "To: bounces@korax.example"),
                report(returnAddress, "failed", "5.1.1").replace(returnAddress, "x" + returnAddress),
                report(returnAddress, "failed", "5.1.1").replace(returnAddress, returnAddress + ".evil.example"),
                "Content-Type: \u0000;;;=\"\nTo: <<<" + returnAddress + "\n\n--\n--\n",
                "To: " + returnAddress + "\nContent-Type: text/plain\n\n" + "large ".repeat(120_000) + "\n");
        for (String message : hostile) {
            BounceBox.deliver(message);
        }
        String word = Customer.word();
        anna.addProved(Customer.contact(word), "billing");
        BounceBox.deliver(report(returnAddressOf(word + "@customer.example"), "failed", "5.1.1"));
        goThrough();

        assertEquals(EmailState.VERIFIED, state());
        assertEquals(hostile.size(), BounceBox.aside());
        assertEquals(0, BounceBox.waiting());
        assertEquals(
                Set.of(EmailState.VERIFIED, EmailState.BOUNCING),
                Set.copyOf(anna.gets(contacts::list).stream()
                        .map(ContactPerson::getEmailState)
                        .toList()));
    }

    @Test
    void removedContact_leavesNoTraceOfWhereMailsWentTo() throws Exception {
        UUID second = anna.addProved(Customer.contact(Customer.word()), "billing");
        returnAddressOf(
                anna.gets(() -> contacts.get(second)).getDetails().email().value());
        long before = Stores.count("person", "sent_mail where account_id = '" + anna.account() + "'");
        anna.does(() -> contacts.remove(second));
        assertEquals(before - 1, Stores.count("person", "sent_mail where account_id = '" + anna.account() + "'"));
    }

    private void goThrough() throws Exception {
        returns.goThrough(ReturnAddress.configured().orElseThrow());
    }

    private EmailState state() throws Exception {
        return anna.gets(() -> contacts.get(anna.contact())).getEmailState();
    }

    private int bouncedEntries() throws Exception {
        return Trail.entries("account_id = '" + anna.account() + "' and operation = 'contact.email-bounced'")
                .size();
    }

    private static int unknownReports() throws Exception {
        return Trail.entries("operation = 'mail.unknown-report' and outcome = 'REFUSED'")
                .size();
    }

    /** The envelope's sender of the first mail to an address. */
    private static String returnAddressOf(String address) throws Exception {
        Mailbox.of(address).await("confirm that this address works");
        Matcher from = RETURN.matcher(
                Mailbox.of(address).raw("confirm that this address works").get(0));
        assertTrue(from.find(), "a return address of its own");
        return from.group(1);
    }

    /** As a mail server reports (RFC 3464). */
    private static String report(String to, String action, String status) {
        return """
                Return-Path: <>
                From: MAILER-DAEMON@mx.customer.example
                To: %s
                Subject: Undelivered mail
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="part"

                --part
                Content-Type: text/plain

                Your mail could not be delivered.

                --part
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.customer.example
                Arrival-Date: Wed, 25 Nov 2026 10:00:00 +0000

                Final-Recipient: rfc822; somebody@elsewhere.example
                Action: %s
                Status: %s

                --part
                Content-Type: text/rfc822-headers

                Subject: hello

                --part--
                """.formatted(to, action, status);
    }
}
