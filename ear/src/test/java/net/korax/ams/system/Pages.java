package net.korax.ams.system;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every page of the web module, with somebody who may open it and the address under which he finds something on it. A page that nobody
 * opens here fails the tests that go through all of them.
 */
final class Pages {

    /** Who opens a page: a visitor (no name), a customer or a member of staff. */
    record Opening(String page, String who, String address) {

        boolean staff() {
            return !who.isEmpty() && !CUSTOMER.equals(who);
        }

        String fileName() {
            return page.substring(1).replace(".xhtml", "").replace('/', '-');
        }
    }

    /** Without a step before it each leads to a door, or is not there; {@link FactorsIT} and {@link SsoIT} look at them. */
    private static final Set<String> SECOND_STEPS =
            Set.of("/sign-in-code.xhtml", "/staff-sign-in-code.xhtml", "/staff-sso.xhtml");

    private static final String VISITOR = "";
    static final String CUSTOMER = "anna";

    private Pages() {}

    /** All pages, as addresses without their parameters. */
    static List<String> all(House house) {
        Path root = house.webapp();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".xhtml"))
                    .map(file -> "/" + root.relativize(file).toString().replace('\\', '/'))
                    .filter(page -> !page.startsWith("/WEB-INF/") && !page.startsWith("/resources/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> under(House house, String area) {
        return all(house).stream().filter(page -> page.startsWith(area)).toList();
    }

    /** An opening of each page; makes the requests that some of them are about. */
    static List<Opening> openings(House house) {
        Map<String, String> found = new HashMap<>();
        try (Visit anna = house.customer(CUSTOMER);
                Visit carl = house.staff("carl");
                Visit olga = house.staff("olga");
                Visit aldo = house.staff("aldo")) {
            note(found, linked(anna, "/customer/cards.xhtml", "/customer/card.xhtml?id="));
            note(found, linked(anna, "/customer/contacts.xhtml", "/customer/contact.xhtml?id="));
            note(found, linked(anna, "/customer/services.xhtml", "/customer/order.xhtml?offer="));
            String account = Errands.find(carl, "Lindqvist");
            note(found, account);
            for (String page : List.of("record", "look", "identity", "disclose")) {
                note(found, linked(carl, account, "/staff/" + page + ".xhtml?account="));
            }
            note(found, Errands.record(carl, account, "CONTACT_ADD"));
            anna.open("/customer/overview.xhtml");
            String number = anna.page().locator(".bar-who").innerText().strip();
            Errands.order(anna);
            Errands.charge(carl, Errands.requestOf(carl, number, "execute"));
            Errands.askBack(anna);
            note(found, Errands.requestOf(carl, number, "refund"));
            Errands.order(anna);
            note(found, Errands.requestOf(carl, number, "execute"));
            note(found, linked(olga, "/operator/catalogue.xhtml", "/operator/offer.xhtml?code="));
            note(found, linked(olga, "/operator/roles.xhtml", "/operator/role.xhtml?code="));
            note(found, linked(olga, "/operator/staff.xhtml", "/operator/member.xhtml?id="));
            note(found, linked(aldo, "/auditor/trail.xhtml", "/auditor/entry.xhtml?number="));
        }
        note(found, "/fault.xhtml?kind=not-found");
        note(found, "/verify.xhtml?token=of-an-old-mail");
        List<Opening> openings = new ArrayList<>();
        for (String page : all(house)) {
            if (SECOND_STEPS.contains(page)) {
                continue;
            }
            openings.add(new Opening(page, who(page), found.getOrDefault(page, page)));
        }
        return openings;
    }

    private static void note(Map<String, String> found, String address) {
        found.put(address.substring(0, address.indexOf('?')), address);
    }

    private static String who(String page) {
        if (page.startsWith("/customer/")) {
            return CUSTOMER;
        }
        if (page.startsWith("/staff/") || page.startsWith("/custodian/") || page.startsWith("/desk/")) {
            return "carl";
        }
        if (page.startsWith("/operator/")) {
            return "olga";
        }
        if (page.startsWith("/auditor/")) {
            return "aldo";
        }
        if (page.indexOf('/', 1) < 0) {
            return VISITOR;
        }
        throw new AssertionError("nobody opens " + page);
    }

    private static String linked(Visit visit, String from, String start) {
        visit.open(from);
        Locator link = visit.page().locator("a[href^='" + start + "']").first();
        return link.getAttribute("href");
    }
}
