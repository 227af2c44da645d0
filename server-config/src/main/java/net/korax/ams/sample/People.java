package net.korax.ams.sample;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import net.datafaker.Faker;
import net.korax.ams.account.AccountKind;
import net.korax.ams.account.HolderDetails;
import net.korax.ams.contact.ContactDetails;
import net.korax.ams.person.EmailAddress;
import net.korax.ams.person.HolderName;
import net.korax.ams.person.PersonName;
import net.korax.ams.person.PhoneNumber;
import net.korax.ams.person.PostalAddress;
import net.korax.ams.shared.InvalidValue;

/** People, companies and addresses that do not exist, of four countries; the same ones for the same seed. */
final class People {

    private static final int FIRST_NAMES = 800;
    private static final int LAST_NAMES = 3000;
    private static final int STREETS = 1500;
    private static final int PLACES = 600;
    private static final int FIRMS = 2000;

    /** Where people are from, how much of them, and what their phone numbers begin with. */
    private enum Country {
        FR(Locale.FRANCE, "fr", "+331", 8),
        GB(Locale.UK, "en", "+4420", 8),
        DE(Locale.GERMANY, "en", "+4930", 7),
        SE(new Locale("sv", "SE"), "en", "+468", 7);

        private final Locale locale;
        private final String language;
        private final String phone;
        private final int digits;

        Country(Locale locale, String language, String phone, int digits) {
            this.locale = locale;
            this.language = language;
            this.phone = phone;
            this.digits = digits;
        }
    }

    private record Pool(
            Country country,
            List<String> first,
            List<String> last,
            List<String> streets,
            List<String> postcodes,
            List<String> cities,
            List<String> firms) {}

    /** Somebody. */
    record Person(String first, String last, String language) {

        String name() {
            return first + " " + last;
        }

        /** The name in letters and digits that every mail server takes. */
        String plain() {
            String ascii = Normalizer.normalize(first + "." + last, Normalizer.Form.NFKD)
                    .replace("ß", "ss")
                    .replace("ø", "o")
                    .replaceAll("[^A-Za-z.]", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("\\.+", ".");
            return ascii.replaceAll("^\\.|\\.$", "");
        }
    }

    private final Random random;
    private final List<Pool> pools = new ArrayList<>();

    People(long seed) {
        this.random = new Random(seed);
        for (Country country : Country.values()) {
            Faker faker = new Faker(country.locale, random);
            pools.add(new Pool(
                    country,
                    several(faker, FIRST_NAMES, each -> each.name().firstName()),
                    several(faker, LAST_NAMES, each -> each.name().lastName()),
                    several(faker, STREETS, each -> each.address().streetAddress()),
                    several(faker, PLACES, each -> each.address().postcode()),
                    several(faker, PLACES, each -> each.address().city()),
                    several(faker, FIRMS, each -> each.company().name())));
        }
    }

    private static List<String> several(Faker faker, int number, Function<Faker, String> what) {
        List<String> several = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            several.add(what.apply(faker));
        }
        return several;
    }

    /** Somebody from one of the countries. */
    Person somebody() {
        Pool pool = any(pools);
        return new Person(frequent(pool.first), frequent(pool.last), pool.country.language);
    }

    /** Somebody of the same language, as colleagues and relatives are. */
    Person another(Person than) {
        Person other = somebody();
        return other.language.equals(than.language) ? other : another(than);
    }

    HolderDetails holder(AccountKind kind, Person person, boolean addressed) {
        Pool pool = any(pools);
        String name = kind == AccountKind.COMPANY ? any(pool.firms) : person.name();
        return new HolderDetails(
                new HolderName(name),
                addressed
                        ? new PostalAddress(
                                any(pool.streets), any(pool.postcodes), any(pool.cities), pool.country.name())
                        : null,
                addressed ? phone(pool) : null);
    }

    /** @param number makes the address one that nobody else has */
    ContactDetails contact(Person person, long number) {
        Pool pool = any(pools);
        List<PhoneNumber> phones = new ArrayList<>();
        for (int i = random.nextInt(10); i < 8 && phones.size() < 2; i += 4) {
            phones.add(phone(pool));
        }
        return new ContactDetails(
                new PersonName(person.name()),
                new EmailAddress(person.plain() + "." + number + "@sample-" + random.nextInt(5000) + ".example"),
                phones,
                random.nextInt(20) == 0 ? phone(pool) : null);
    }

    boolean oneIn(int number) {
        return random.nextInt(number) == 0;
    }

    int below(int number) {
        return random.nextInt(number);
    }

    <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** As with names of people: a few are frequent, most are rare. */
    private String frequent(List<String> all) {
        double drawn = random.nextDouble();
        return all.get((int) (drawn * drawn * all.size()));
    }

    /** One that a form would take: what was drawn may be none in that country. */
    private PhoneNumber phone(Pool pool) {
        while (true) {
            StringBuilder number = new StringBuilder(pool.country.phone).append(2 + random.nextInt(8));
            for (int i = 1; i < pool.country.digits; i++) {
                number.append(random.nextInt(10));
            }
            try {
                return PhoneNumber.of(number.toString(), null);
            } catch (InvalidValue none) {
                continue;
            }
        }
    }
}
