package net.korax.ams.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Mailbox;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.Mail;
import net.korax.ams.person.MailQueue;
import net.korax.ams.person.PersonName;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TEST-MAIL-01: whatever stands in a subject, a text, a name or an address, one message with one recipient leaves, and no header more. */
class HeaderInjectionIT extends ContainerTest {

    private static final List<String> HEADERS = List.of(
            "auto-submitted",
            "content-transfer-encoding",
            "content-type",
            "date",
            "from",
            "message-id",
            "mime-version",
            "subject",
            "to");

    private static final List<String> TEXTS = List.of(
            "\r\nBcc: all@x.example",
            "\nBcc: all@x.example",
            "\rBcc: all@x.example",
            "\r\n\r\nA text of its own",
            "\r\n.\r\nMAIL FROM:<a@x.example>",
            "\u0085Bcc: all@x.example",
            "\u2028Bcc: all@x.example",
            "\u560d\u560aBcc: all@x.example",
            "\u760d\u760aBcc: all@x.example",
            "%0d%0aBcc: all@x.example",
            "\u0000Bcc: all@x.example",
            "=?utf-8?Q?=0D=0ABcc:_all@x.example?=",
            "{0} {1} {99}",
            "<b>bold</b>");

    private static final List<String> NAMES = List.of(
            "Anna\r\nBcc: all@x.example",
            "Anna\u0085Bcc: all",
            "Anna\u2028Bcc: all",
            "Anna \u560d\u560a",
            "Anna \u760d\u760a",
            "Anna %0d%0aBcc: all",
            "Anna =?utf-8?Q?=0D=0A?=",
            "Anna {0} '{1}'",
            "Anna <a@x.example>, b@x.example");

    private static final List<String> NO_ADDRESSES = List.of(
            "victim@x.example\r\nBcc: all@x.example",
            "victim@x.example\nRCPT TO:<all@x.example>",
            "victim@x.example%0d%0aBcc: all@x.example",
            "victim\u0085@x.example",
            "victim\u2028@x.example",
            "victim\u560d\u560a@x.example",
            "victim\u760d\u760a@x.example",
            "victim@x\u560d\u560a.example",
            "victim@x\u760a.example",
            "name <a@x.example>",
            "a@x.example,c@y.example",
            "a@x.example;c@y.example",
            "a@b@x.example",
            "a@[127.0.0.1]",
            "a@localhost",
            "a@x.example.",
            "a(comment)@x.example",
            "\"a b\"@x.example",
            "a@x.example>",
            "<a@x.example",
            "\u7528\u6237@\u4f8b\u5b50.example",
            "\u03b4\u03bf\u03ba@x.example");

    @Inject
    private MailQueue queue;

    private Customer anna;

    @BeforeEach
    void anna() throws Exception {
        anna = Customer.company();
        Mailbox.of(anna.email()).await("confirm that this address works");
    }

    @Test
    void anythingInSubjectAndText_leavesAsOneMailToOnePerson() throws Exception {
        for (String vector : TEXTS) {
            String mark = Customer.word();
            queue.addNow(
                    anna.account(),
                    new Mail(new EmailAddress(anna.email()), mark + vector, vector + "\n.\n..\nend " + mark));
            Mailbox.of(anna.email()).await("end " + mark);
            assertOneMailTo(anna.email(), "end " + mark);
        }
    }

    /** What gets through as a name is in the text of the mail that greets it, and nowhere else. */
    @Test
    void anythingAsAName_isRefusedOrOnlyRead() throws Exception {
        int read = 0;
        for (String typed : NAMES) {
            try {
                PersonName name = new PersonName(typed);
                String address = Customer.word() + "@customer.example";
                anna.addProved(new ContactDetails(name, new EmailAddress(address), List.of(), null), "billing");
                String mail = Mailbox.of(address).await("confirm that this address works");
                assertTrue(mail.contains("Hello " + name.value() + ","), mail);
                assertOneMailTo(address, "confirm that this address works");
                read++;
            } catch (InvalidValue refused) {
                assertTrue(refused.code().startsWith("person-name."), refused.code());
            }
        }
        assertTrue(read > 0 && read < NAMES.size(), read + " were taken");
    }

    @Test
    void anythingThatIsNotOneMailbox_isNoAddress() {
        for (String typed : NO_ADDRESSES) {
            assertThrows(InvalidValue.class, () -> new EmailAddress(typed), typed);
        }
    }

    /** Without SMTPUTF8 (RFC 6531): the domain travels in its ASCII form, and a local part beyond ASCII is refused by a name of its own. */
    @Test
    void internationalDomain_travelsInAscii() throws Exception {
        String mark = Customer.word();
        anna.addProved(
                new ContactDetails(
                        new PersonName("Anna"), new EmailAddress(mark + "@b\u00fccher.example"), List.of(), null),
                "billing");
        String raw = mark + "@xn--bcher-kva.example";
        Mailbox.of(raw).await("confirm that this address works");
        assertOneMailTo(raw, "confirm that this address works");
        Refused refused = assertThrows(Refused.class, () -> new EmailAddress("b\u00fccher@x.example"));
        assertEquals("email.unicode-local", refused.code());
    }

    private static void assertOneMailTo(String address, String words) throws Exception {
        List<String> mails = Mailbox.of(address).raw(words);
        assertEquals(1, mails.size());
        String raw = mails.get(0);
        String envelope = raw.substring(0, raw.indexOf("\n\n"));
        assertEquals(1, count("(?im)^RCPT TO:", envelope), envelope);
        assertEquals(1, count("(?im)^MAIL FROM:", envelope), envelope);
        assertTrue(envelope.contains("RCPT TO:<" + address + ">"), envelope);
        String head = raw.substring(envelope.length() + 2);
        head = head.substring(0, head.indexOf("\n\n"));
        TreeSet<String> names = new TreeSet<>();
        for (String line : head.replaceAll("\n[ \t]", " ").split("\n")) {
            assertTrue(names.add(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)), head);
        }
        assertEquals(new TreeSet<>(HEADERS), names, head);
    }

    private static int count(String pattern, String text) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }
}
