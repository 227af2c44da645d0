package net.korax.ams.container;

import jakarta.enterprise.inject.spi.CDI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.card.CardService;
import net.korax.ams.card.CardholderName;
import net.korax.ams.card.Expiry;
import net.korax.ams.card.PanIntake;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.contact.ContactService;
import net.korax.ams.erasure.ErasureService;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.UserName;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.PersonName;
import net.korax.ams.person.PhoneNumber;
import net.korax.ams.person.PostalAddress;
import net.korax.ams.shared.Time;
import net.korax.ams.signup.NewAccount;
import net.korax.ams.signup.SignUpService;

/** A customer whose account was opened as every visitor opens one, signed in. Each has names and addresses of his own. */
public final class Customer extends SignedIn {

    public static final String PASSWORD = "harbour-Lantern-26";
    public static final String VISA = "4242424242424242";
    public static final String MASTERCARD = "5555555555554444";
    public static final Expiry IN_TWO_YEARS = new Expiry(YearMonth.now().plusYears(2));
    public static final CardholderName CARDHOLDER = new CardholderName("Greta Farsund");

    private final UUID account;
    private final String number;
    private final String email;

    private Customer(String principal, UUID account, String number, String email) {
        super(principal, Set.of(Roles.CUSTOMER));
        this.account = account;
        this.number = number;
        this.email = email;
    }

    /** A company with web hosting and one contact, whose address is proved. */
    public static Customer company() throws Exception {
        Customer customer = open(form(ServiceKind.WEB_HOSTING, AccountKind.COMPANY, word()));
        customer.prove(customer.email);
        return customer;
    }

    /** A user of a free service, whose address is proved. */
    public static Customer free() throws Exception {
        Customer customer = open(form(ServiceKind.FREE, AccountKind.INDIVIDUAL, word()));
        customer.prove(customer.email);
        return customer;
    }

    /** Signs up; the address is not proved yet. */
    public static Customer open(NewAccount form) throws SQLException {
        String number = CDI.current().select(SignUpService.class).get().signUp(form);
        UUID account = UUID.fromString(Stores.column("core", "select id from account where number = '" + number + "'")
                .get(0));
        String user = Stores.column("core", "select id from app_user where account_id = '" + account + "'")
                .get(0);
        return new Customer(
                user + "." + account + "@" + visit(user),
                account,
                number,
                form.contact().email().value());
    }

    /** A visit begun this moment, as a sign-in leaves it. */
    private static UUID visit(String user) throws SQLException {
        UUID id = UUID.randomUUID();
        Instant now = Time.now();
        Stores.run(
                "core",
                "insert into visit (id, user_id, audience, token_hash, device, begun_at, last_seen_at, ends_at, proved_at)"
                        + " values ('" + id + "', '" + user + "', 'CUSTOMER', sha256('" + id
                        + "'::bytea), 'OTHER OTHER', '"
                        + now + "', '" + now + "', '" + now.plus(Duration.ofHours(12)) + "', '" + now + "')");
        return id;
    }

    /** The same customer in one more visit. */
    public Customer inNewVisit() throws SQLException {
        String user = user().toString();
        return new Customer(user + "." + account + "@" + visit(user), account, number, email);
    }

    /** The same customer before any visit. */
    public Customer withoutVisit() throws SQLException {
        Stores.run("core", "delete from visit where user_id = '" + user() + "'");
        return new Customer(user() + "." + account, account, number, email);
    }

    /** A filled-in form without a card, with all that its kind asks for. */
    public static NewAccount form(ServiceKind service, AccountKind kind, String userName) {
        boolean addressed = service.asksForAddress(kind);
        PhoneNumber phone = new PhoneNumber("+41446681800");
        return new NewAccount(
                service,
                kind,
                new HolderDetails(
                        new HolderName("House of " + userName),
                        addressed ? new PostalAddress("Seestrasse 7", "8002", "Zürich", "CH") : null,
                        addressed ? phone : null),
                contact(userName),
                new UserName(userName),
                PASSWORD,
                null,
                "en");
    }

    /** A contact with a name and an address of his own, and nothing else. */
    public static ContactDetails contact(String word) {
        return new ContactDetails(
                new PersonName("Person " + word), new EmailAddress(word + "@customer.example"), List.of(), null);
    }

    /** Letters that nobody has used before. */
    public static String word() {
        return ThreadLocalRandom.current()
                .ints(10, 'a', 'z' + 1)
                .mapToObj(letter -> String.valueOf((char) letter))
                .collect(Collectors.joining());
    }

    /** A number in Visa's range that passes every check and was given to nobody, as far as one can know. */
    public static String pan() {
        String digits = "411111"
                + ThreadLocalRandom.current()
                        .ints(9, 0, 10)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining());
        int sum = 0;
        for (int at = 0; at < digits.length(); at++) {
            int digit = digits.charAt(at) - '0';
            sum += at % 2 == 1 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit;
        }
        return digits + (10 - sum % 10) % 10;
    }

    /** Follows the newest link sent to an address; whether it held. */
    public boolean prove(String address) {
        String token = CDI.current().select(Links.class).get().to(address);
        return CDI.current().select(ContactService.class).get().verify(token);
    }

    /** Adds a contact with roles and proves the address; its id. */
    public UUID addProved(ContactDetails details, String... roles) throws Exception {
        ContactService contacts = CDI.current().select(ContactService.class).get();
        UUID id = gets(() -> contacts.add(details, Set.of(roles)));
        prove(details.email().value());
        return id;
    }

    /** Adds a card in the portal; its id. */
    public UUID addCard(String pan) throws Exception {
        CDI.current().select(PanIntake.class).get().take(pan);
        CardService cards = CDI.current().select(CardService.class).get();
        return gets(() -> cards.add(IN_TWO_YEARS, CARDHOLDER, null, false));
    }

    /** Closes the account and waits until everything is erased; the id of the certificate. */
    public UUID close() throws Exception {
        ErasureService erasures = CDI.current().select(ErasureService.class).get();
        UUID certificate = gets(() -> erasures.closeMine(number)).getCertificateId();
        Patience.until(
                "the end of the erasure", () -> erasures.progress(certificate).isFinished());
        return certificate;
    }

    public UUID account() {
        return account;
    }

    public String number() {
        return number;
    }

    /** The address of the first contact. */
    public String email() {
        return email;
    }

    /** The first contact, who holds all roles. */
    public UUID contact() throws SQLException {
        return UUID.fromString(Stores.column(
                        "person",
                        "select id from contact_person where account_id = '" + account + "' order by added_at limit 1")
                .get(0));
    }
}
