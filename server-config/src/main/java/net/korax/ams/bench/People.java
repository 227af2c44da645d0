package net.korax.ams.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import net.korax.ams.card.SampleCards;
import net.korax.ams.launcher.RunningAms;

/**
 * Those who make the load: sample customers, each signed in, and custodians with as many tabs as there are connections. Their cookies and what they
 * do something to are written to a file that the driver reads.
 */
final class People {

    private static final String RECORDED_BY = "stella";

    /** Card custodians, who may search too. */
    private static final List<String> CUSTODIANS = List.of("carl", "clara");

    /** As many visits as a member of the staff may have at once; a visit keeps but ten pages. */
    private static final int VISITS = 3;

    private static final int DOORS = 4;
    private static final int ADDRESSES = 200;
    private static final Pattern ADDRESS = Pattern.compile("value=\"([^\"@]+@sample-[0-9]+[.]example)\"");
    private static final int REQUESTS = 20_000;

    /** So that nobody is asked for his password again before what he does is over. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(30);

    /** Less than after which a visit of the staff ends that nobody uses, and more than for which a code is good that was used. */
    private static final long STAFF_FRESH = TimeUnit.MINUTES.toNanos(6);

    /** A sample customer with a contact of three. */
    private record Customer(String userName, String contact, String number) {}

    private final RunningAms house;
    private final Path folder;
    private final HttpClient client = Browser.client();
    private final List<Customer> customers = new ArrayList<>();
    private final List<Browser> signedIn = new ArrayList<>();
    private final List<Browser> staff = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();
    private long since;
    private long staffSince;

    People(RunningAms house, Path folder, int number) throws SQLException {
        this.house = house;
        this.folder = folder;
        choose(number);
    }

    /** Paying customers with three contacts, from everywhere in the table. */
    private void choose(int number) throws SQLException {
        Map<String, String> contacts = new LinkedHashMap<>();
        try (Connection person = house.superuser("person");
                Statement statement = person.createStatement();
                ResultSet rows = statement.executeQuery("select account_id, min(id::text) from ams.contact_person"
                        + " where account_id > gen_random_uuid() group by account_id having count(*) = 3 limit "
                        + 2 * number)) {
            while (rows.next()) {
                contacts.put(rows.getString(1), rows.getString(2));
            }
        }
        try (Connection core = house.superuser("core");
                Statement statement = core.createStatement();
                ResultSet rows = statement.executeQuery("select u.user_name, a.id, a.number from ams.account a"
                        + " join ams.app_user u on u.account_id = a.id where a.service <> 'FREE' and a.id in ('"
                        + String.join("','", contacts.keySet()) + "') limit " + number)) {
            while (rows.next()) {
                customers.add(new Customer(rows.getString(1), contacts.get(rows.getString(2)), rows.getString(3)));
            }
        }
    }

    /** Signs everybody in, unless they have been for a short time only. */
    void stayIn() throws IOException, InterruptedException {
        if (since == 0 || System.nanoTime() - since > FRESH) {
            signIn();
        }
    }

    /** Who signed in meanwhile has ended the visits that we had of him; who typed wrong passwords is let try again. */
    void haveGone() throws IOException {
        since = 0;
        try (Connection core = house.superuser("core");
                Statement statement = core.createStatement()) {
            statement.execute("delete from ams.sign_in_attempt");
            statement.execute("delete from ams.origin_count");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Signs all customers in, and the staff. */
    void signIn() throws IOException, InterruptedException {
        since = System.nanoTime();
        signedIn.clear();
        List<Callable<Browser>> all = new ArrayList<>();
        for (int i = 0; i < customers.size(); i++) {
            String userName = customers.get(i).userName();
            Browser browser = browser(i);
            all.add(() -> {
                browser.signIn(userName);
                return browser;
            });
        }
        ExecutorService doors = Executors.newFixedThreadPool(DOORS);
        try {
            for (Future<Browser> each : doors.invokeAll(all)) {
                signedIn.add(each.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException reason ? reason : new IOException(e.getCause());
        } finally {
            doors.shutdownNow();
        }
        if (staff.isEmpty() || System.nanoTime() - staffSince > STAFF_FRESH) {
            signStaffIn();
        }
    }

    private void signStaffIn() throws IOException, InterruptedException {
        staffSince = System.nanoTime();
        staff.clear();
        for (int visit = 0; visit < VISITS; visit++) {
            for (String name : CUSTODIANS) {
                Browser browser = new Browser(house.baseUrl(), client, "127.0.0.1");
                browser.signInStaff(name, visit - 1);
                staff.add(browser);
            }
        }
    }

    private Browser browser(int place) {
        return new Browser(house.baseUrl(), client, "10.9." + place / 250 + "." + (place % 250 + 1));
    }

    /** The file for a thing. */
    Path file(Thing thing, int connections) throws IOException, InterruptedException {
        return switch (thing) {
            case CONTACTS -> write(thing, customer -> "/customer/contacts.xhtml");
            case CARDS -> write(thing, customer -> "/customer/cards.xhtml");
            case EDIT -> write(thing, Customer::contact);
            case CARD_ADDED -> write(thing, customer -> "");
            case SIGN_IN, SIGN_IN_FAILED -> write(thing, Customer::userName);
            case CHARGED -> requests(thing);
            case SEARCH_NAME, SEARCH_NUMBER -> tabs(thing, connections, "form", "form:find", "form:search");
            case SEARCH_EMAIL -> {
                learnAddresses();
                yield tabs(thing, connections, "byEmail", "byEmail:findByEmail", "byEmail:email");
            }
        };
    }

    private Path write(Thing thing, Function<Customer, String> object) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < customers.size(); i++) {
            lines.add(signedIn.get(i).line(object.apply(customers.get(i))));
        }
        return Files.write(folder.resolve(thing + ".people"), lines);
    }

    /** Open requests to charge a card, each by another customer; the custodians' tabs carry them out. */
    private Path requests(Thing thing) throws IOException {
        List<String> lines = new ArrayList<>();
        String recordedBy = idOf(RECORDED_BY);
        try (Connection vault = house.superuser("vault");
                Statement statement = vault.createStatement();
                ResultSet rows =
                        statement.executeQuery("insert into ams.card_request (id, account_id, card_id, operation,"
                                + " ceiling_minor, currency, channel, identity_check, made_by, made_at, expires_at, state)"
                                + " select gen_random_uuid(), account_id, id, 'CHARGE', 1000, 'EUR', 'PHONE', 'CALL_BACK',"
                                + " '" + recordedBy + "', now(), now() + interval '20 hours', 'OPEN' from ams.card"
                                + " where id > gen_random_uuid() and expiry > to_char(now(), 'YYYY-MM') limit "
                                + REQUESTS
                                + " returning id")) {
            while (rows.next()) {
                lines.add(staff.get(lines.size() % staff.size()).line(rows.getString(1)));
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return Files.write(folder.resolve(thing + ".people"), lines);
    }

    private String idOf(String userName) throws IOException {
        try (Connection core = house.superuser("core");
                Statement statement = core.createStatement();
                ResultSet row = statement.executeQuery(
                        "select id::text from ams.app_user where user_name = '" + userName + "'")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Tabs with the page to find accounts; what is typed is put where the driver finds {@code TYPED}. */
    private Path tabs(Thing thing, int connections, String formId, String button, String field)
            throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Browser browser = staff.get(i % staff.size());
            Map<String, String> form = new LinkedHashMap<>();
            form.put(formId, formId);
            form.put(button, button);
            form.put("jakarta.faces.partial.ajax", "true");
            form.put("jakarta.faces.source", button);
            form.put("jakarta.faces.partial.execute", formId);
            form.put("jakarta.faces.partial.render", formId + " found");
            if (thing == Thing.SEARCH_EMAIL) {
                form.put("byEmail:lookReason", "TROUBLE");
            }
            form.putAll(browser.hidden("/staff/find.xhtml"));
            lines.add(browser.line(Browser.encoded(form) + "&" + Browser.encoded(field) + "=TYPED"));
        }
        return Files.write(folder.resolve(thing + ".people"), lines);
    }

    /** So many of the customers, who are nobody's customers afterwards; each with his account's number. */
    Map<Browser, String> leavers(int number) {
        Map<Browser, String> leavers = new LinkedHashMap<>();
        for (int i = 0; i < number; i++) {
            leavers.put(
                    signedIn.remove(signedIn.size() - 1),
                    customers.remove(customers.size() - 1).number());
        }
        return leavers;
    }

    /** One of the custodians, 0 or 1; somebody else for each. */
    Browser custodian(int which) {
        return staff.get(which);
    }

    /** Somebody who is signed in, to look at pages. */
    Browser one() {
        return signedIn.get(0);
    }

    /** What some customers see as their own address on their own page; nowhere else does it stand unsealed. */
    private void learnAddresses() throws IOException, InterruptedException {
        for (int i = 0; i < Math.min(ADDRESSES, customers.size()) && addresses.size() < ADDRESSES; i++) {
            addresses.add(signedIn.get(i)
                    .find("/customer/contact.xhtml?id=" + customers.get(i).contact(), ADDRESS));
        }
    }

    /** What is typed: beginnings of names, numbers of accounts, addresses, or numbers of cards that are published for trying out. */
    List<String> words(Thing thing) {
        return switch (thing) {
            case SEARCH_NAME ->
                customers.stream()
                        .map(customer -> customer.userName().replaceAll("[.-].*", ""))
                        .filter(name -> name.length() >= 5)
                        .map(name -> name.substring(0, 5))
                        .limit(500)
                        .toList();
            case SEARCH_NUMBER ->
                customers.stream().map(Customer::number).limit(500).toList();
            case SEARCH_EMAIL -> List.copyOf(addresses);
            case CARD_ADDED -> SampleCards.published().subList(0, 18);
            default -> List.of();
        };
    }
}
