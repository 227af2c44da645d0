package net.korax.ams.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.card.CardholderName;
import net.korax.ams.card.Cards;
import net.korax.ams.card.Expiry;
import net.korax.ams.card.PanIntake;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.contact.ContactService;
import net.korax.ams.contact.VerificationWanted;
import net.korax.ams.identity.UserName;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.MailQueue;
import net.korax.ams.person.PersonName;
import net.korax.ams.person.PhoneNumber;
import net.korax.ams.person.PostalAddress;
import net.korax.ams.shared.Time;
import net.korax.ams.signup.NewAccount;
import net.korax.ams.signup.SignUpService;

/** The sample customers: a company with a card, an individual whose card runs out soon, a user of a free service. */
@ApplicationScoped
class DemoCustomers {

    private static final String PASSWORD = "harbour-Lantern-26";

    @Inject
    private SignUpService signUp;

    @Inject
    private ContactService contacts;

    @Inject
    private PanIntake intake;

    @Inject
    private Cards cards;

    @Inject
    private MailQueue mails;

    private final Map<UUID, String> tokens = new HashMap<>();
    private boolean filling;

    void remember(@Observes VerificationWanted wanted) {
        if (filling) {
            tokens.put(wanted.accountId(), wanted.token());
        }
    }

    @ActivateRequestContext
    void fill() {
        filling = true;
        YearMonth now = YearMonth.from(Time.today(ZoneOffset.UTC));
        open(
                "anna",
                ServiceKind.WEB_HOSTING,
                AccountKind.COMPANY,
                "Lindqvist Design",
                "Anna Lindqvist",
                "4242424242424242",
                new Expiry(now.plusYears(3)));
        open(
                "bruno",
                ServiceKind.CO_LOCATION,
                AccountKind.INDIVIDUAL,
                "Bruno Keller",
                "Bruno Keller",
                "5555555555554444",
                new Expiry(now.plusMonths(1)));
        open("chloe", ServiceKind.FREE, AccountKind.INDIVIDUAL, "Chloé Martin", "Chloé Martin", null, null);
        tokens.forEach((account, token) -> {
            contacts.verify(token);
            mails.purge(account);
        });
        tokens.clear();
        filling = false;
    }

    private void open(
            String name,
            ServiceKind service,
            AccountKind kind,
            String holder,
            String person,
            String testCard,
            Expiry expiry) {
        if (!signUp.isFree(new UserName(name))) {
            return;
        }
        boolean addressed = service.asksForAddress(kind);
        PhoneNumber phone = PhoneNumber.of("+41 44 668 18 00", "CH");
        HolderDetails details = new HolderDetails(
                new HolderName(holder),
                addressed ? new PostalAddress("Bahnhofstrasse 1", "8001", "Zürich", "CH") : null,
                addressed ? phone : null);
        ContactDetails contact = new ContactDetails(
                new PersonName(person),
                new EmailAddress(name + "@korax-customer.example"),
                service == ServiceKind.FREE ? List.of() : List.of(phone),
                null);
        NewAccount.NewCard card = null;
        // While custody is sealed nobody can add a card, and the samples begin without.
        if (testCard != null && cards.areTaken()) {
            intake.take(testCard);
            card = new NewAccount.NewCard(expiry, new CardholderName(person));
        }
        signUp.signUp(new NewAccount(
                service,
                kind,
                details,
                contact,
                new UserName(name),
                PASSWORD,
                card,
                name.equals("chloe") ? "fr" : "en"));
    }
}
