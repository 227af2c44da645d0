package net.korax.ams.system;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** An opening of each page. */
    static List<Opening> openings(House house) {
        Map<String, String> found = new LinkedHashMap<>();
        try (Visit anna = house.customer(CUSTOMER)) {
            found.put("/customer/card.xhtml", linked(anna, "/customer/cards.xhtml", "/customer/card.xhtml?id="));
            found.put(
                    "/customer/contact.xhtml", linked(anna, "/customer/contacts.xhtml", "/customer/contact.xhtml?id="));
            found.put(
                    "/customer/order.xhtml", linked(anna, "/customer/services.xhtml", "/customer/order.xhtml?offer="));
        }
        found.put("/fault.xhtml", "/fault.xhtml?kind=not-found");
        found.put("/verify.xhtml", "/verify.xhtml?token=of-an-old-mail");
        List<Opening> openings = new ArrayList<>();
        for (String page : all(house)) {
            openings.add(new Opening(page, who(page), found.getOrDefault(page, page)));
        }
        return openings;
    }

    private static String who(String page) {
        if (page.startsWith("/customer/")) {
            return CUSTOMER;
        }
        if (page.startsWith("/staff/") || page.startsWith("/custodian/")) {
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
