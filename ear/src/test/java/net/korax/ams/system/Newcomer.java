package net.korax.ams.system;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody who opens an account through the pages, in the steps in which they come. Each newcomer has a name, an address and a user
 * name that nobody else has.
 */
final class Newcomer implements AutoCloseable {

    static final String PASSWORD = "copper-Window-41-rain";
    /** Published test numbers. */
    static final String VISA = "4111111111111111";

    private static final String RUN = Long.toString(System.currentTimeMillis() % 46_656 + 46_656, 36);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final House house;
    private final Visit visit;
    private final String userName;
    private final String name;
    private final String email;
    private String number;

    private Newcomer(House house, Visit visit, String first, String userName) {
        this.house = house;
        this.visit = visit;
        int count = COUNT.incrementAndGet();
        this.userName = userName == null ? first.toLowerCase(Locale.ROOT) + "-" + RUN + count : userName;
        this.name = first + " Newcomer" + count;
        this.email = first.toLowerCase(Locale.ROOT) + RUN + count + "@newcomer.example";
    }

    static Newcomer to(House house, String first) {
        return new Newcomer(house, house.visit(), first, null);
    }

    /** Somebody who wants this user name. */
    static Newcomer to(House house, String first, String userName) {
        return new Newcomer(house, house.visit(), first, userName);
    }

    /** Somebody who comes by a window that is open already, to a house whose mails nobody reads. */
    static Newcomer at(Visit visit, String first) {
        return new Newcomer(null, visit, first, null);
    }

    /** A company with web hosting, the address confirmed, signed in. */
    static Newcomer company(House house, String first) {
        return to(house, first)
                .choosing("WEB_HOSTING", "COMPANY")
                .tellingWho()
                .choosingLogIn()
                .opening()
                .confirming()
                .signingIn();
    }

    /** What the account is for. */
    Newcomer choosing(String service, String kind) {
        visit.open("/sign-up.xhtml");
        visit.pick("service", service);
        visit.pick("kind", kind);
        visit.send("toWho");
        return this;
    }

    /** Who it is for: whatever the page asks. */
    Newcomer tellingWho() {
        if (visit.has("holderName")) {
            visit.fill("holderName", company());
        }
        visit.fill("personName", name);
        visit.fill("email", email);
        if (visit.has("street")) {
            visit.fill("street", "Rue du Lac 7");
            visit.fill("postcode", "1003");
            visit.fill("city", "Lausanne");
            visit.choose("country", "CH");
            visit.fill("phone", "+41 21 311 11 11");
        }
        visit.send("toLogIn");
        return this;
    }

    Newcomer choosingLogIn() {
        visit.fill("userName", userName);
        visit.fill("password", PASSWORD);
        visit.fill("repeated", PASSWORD);
        return this;
    }

    Newcomer typingCard(String pan) {
        visit.fill("pan", pan);
        visit.fill("expiry", "11/34");
        visit.fill("cardholder", name);
        return this;
    }

    Newcomer opening() {
        visit.send("open");
        String told = visit.page().locator(".notice-good").first().innerText();
        number = told.replaceFirst(".*number is (\\S+)\\.", "$1").strip();
        return this;
    }

    /** Follows the link of the first mail. */
    Newcomer confirming() {
        visit.open(house.mails().link(email, 1));
        visit.send("confirm");
        return this;
    }

    Newcomer signingIn() {
        visit.signIn(userName, PASSWORD);
        return this;
    }

    Visit visit() {
        return visit;
    }

    String userName() {
        return userName;
    }

    String name() {
        return name;
    }

    String email() {
        return email;
    }

    String company() {
        return name + " Ltd";
    }

    /** The number of the account, once it is open. */
    String number() {
        return number;
    }

    @Override
    public void close() {
        visit.close();
    }
}
