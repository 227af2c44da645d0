package net.korax.ams.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.account.SampleAccount;
import net.korax.ams.account.ServiceKind;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.SampleTrail;
import net.korax.ams.card.Card;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardholderName;
import net.korax.ams.card.Expiry;
import net.korax.ams.card.SampleCards;
import net.korax.ams.catalogue.SampleOrder;
import net.korax.ams.catalogue.ServiceOffer;
import net.korax.ams.charge.SampleCharge;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.contact.SampleContact;
import net.korax.ams.identity.SampleUser;
import net.korax.ams.identity.UserName;
import net.korax.ams.person.PersonSeal;
import net.korax.ams.person.SampleSeal;
import net.korax.ams.shared.SampleClock;
import net.korax.ams.shared.Time;

/**
 * Opens sample accounts one after another, from some years ago until today: of ten one uses a free service, four are companies; each has one
 * to five contacts, three on average; those who pay have a card or two, one an account on average, and of three one has ordered something that
 * was charged.
 */
final class Customers {

    private static final Duration PAST = Duration.ofDays(8 * 365);
    private static final int LONGEST_EXPIRY_MONTHS = 59;
    private static final List<Integer> CONTACTS = List.of(1, 2, 2, 3, 3, 3, 3, 4, 4, 5);

    /**
     * What the samples find in the house.
     *
     * @param firstNumber of the accounts' numbers
     * @param roles that contacts can have
     * @param generation of the cards' data keys
     * @param custodian who carries requests out, and his staff number
     * @param hashes of the one password that all samples have
     */
    record House(
            long firstNumber,
            List<String> roles,
            List<ServiceOffer> offers,
            int generation,
            UUID custodian,
            String staffNumber,
            List<String> hashes) {}

    private final House house;
    private final int accounts;
    private final People people;
    private final SampleTrail trail;
    private final Instant now = Time.now();
    private int cardsOwed;

    Customers(House house, int accounts, SampleTrail trail) {
        this.house = house;
        this.accounts = accounts;
        this.people = new People(house.firstNumber());
        this.trail = trail;
    }

    /** Opens the account of this place in the row, from 0; the links of the trail until then are given, too. */
    void open(int place, Batch batch) {
        Instant opened = now.minus(PAST).plus(PAST.dividedBy(accounts).multipliedBy(place));
        SampleClock.set(opened);
        Consumer<Object> core = batch::core;
        trail.linkUntil(opened, core);
        ServiceKind service = people.oneIn(10)
                ? ServiceKind.FREE
                : people.oneIn(9) ? ServiceKind.CO_LOCATION : ServiceKind.WEB_HOSTING;
        AccountKind kind = people.below(10) < 4 ? AccountKind.COMPANY : AccountKind.INDIVIDUAL;
        long number = house.firstNumber() + place;
        People.Person person = people.somebody();
        UUID account = SampleAccount.open("K" + number, kind, service, core);
        told(AuditEntry.done(AuditEntry.SYSTEM, "account.open", account, account), "core");
        UUID user = SampleUser.customer(
                account,
                new UserName(person.plain() + "-" + number),
                people.any(house.hashes()),
                person.language(),
                core);
        told(AuditEntry.done(AuditEntry.SYSTEM, "user.open", account, user), "core");
        UUID contact = people(account, user, kind, service, person, number, batch);
        if (service.takesCards()) {
            cards(account, user, person, contact, batch);
        } else {
            cardsOwed++;
        }
    }

    /** The rest of the trail. */
    void end(Batch batch) {
        trail.linkUntil(now, batch::core);
    }

    private UUID people(
            UUID account,
            UUID user,
            AccountKind kind,
            ServiceKind service,
            People.Person person,
            long number,
            Batch batch) {
        SampleAccount.people(account, person.language(), batch::person);
        HolderDetails holder = people.holder(kind, person, service.asksForAddress(kind));
        BiConsumer<UUID, byte[]> tokens = (subject, token) -> batch.token(token, account, subject);
        UUID first;
        try (PersonSeal.Opened seal = SampleSeal.begin(account, batch::person)) {
            SampleAccount.holder(account, holder, seal, batch::person);
            SampleSeal.tokens(account, holder.name(), tokens);
            first = contact(
                    account, user, people.contact(person, number), Set.copyOf(house.roles()), true, seal, batch);
            for (int i = people.any(CONTACTS); i > 1; i--) {
                ContactDetails details = people.contact(people.another(person), number);
                contact(account, user, details, Set.of(people.any(house.roles())), !people.oneIn(8), seal, batch);
            }
        }
        return first;
    }

    private UUID contact(
            UUID account,
            UUID user,
            ContactDetails details,
            Set<String> roles,
            boolean proved,
            PersonSeal.Opened seal,
            Batch batch) {
        UUID id = SampleContact.add(
                account, details, roles, proved, user.toString(), seal, batch::person, entry -> told(entry, "person"));
        SampleSeal.token(id, details.email(), (subject, token) -> batch.token(token, account, subject));
        return id;
    }

    private void cards(UUID account, UUID user, People.Person person, UUID contact, Batch batch) {
        Consumer<AuditEntry> inVault = entry -> told(entry, "vault");
        try (SampleCards cards = new SampleCards(account, house.generation(), batch::vault, inVault)) {
            CardholderName holder = new CardholderName(person.name());
            int number = people.below(SampleCards.numbers());
            Card card = cards.add(number, expiry(), holder, contact, user.toString());
            if (cardsOwed > 0) {
                cardsOwed--;
                int other = (number + 1 + people.below(SampleCards.numbers() - 1)) % SampleCards.numbers();
                Card second = cards.add(other, expiry(), holder, null, user.toString());
                SampleClock.set(now);
                cards.store(second);
            }
            if (people.oneIn(3)) {
                order(account, user, cards, card, batch, inVault);
            }
            SampleClock.set(now);
            cards.store(card);
        }
    }

    private void order(
            UUID account, UUID user, SampleCards cards, Card card, Batch batch, Consumer<AuditEntry> inVault) {
        later(Duration.ofMinutes(people.below(60 * 24 * 20)), card.getAddedAt());
        ServiceOffer offer = people.any(house.offers());
        UUID order = SampleOrder.paid(account, offer, batch::core);
        told(AuditEntry.done(user.toString(), "order.place", account, order), "core");
        CardRequest request = cards.request(card, offer.getPrice(), order, user);
        later(Duration.ofMinutes(1 + people.below(60 * 24)), request.getMadeAt());
        SampleCharge.of(request, cards, house.custodian(), house.staffNumber(), batch::vault, inVault);
    }

    private void later(Duration after, Instant than) {
        Instant then = than.plus(after);
        SampleClock.set(then.isAfter(now) ? now : then);
    }

    private Expiry expiry() {
        YearMonth today = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        return new Expiry(today.plusMonths(people.below(LONGEST_EXPIRY_MONTHS) - 2L));
    }

    private void told(AuditEntry entry, String store) {
        trail.add(entry, store);
    }
}
