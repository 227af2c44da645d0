package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;

/** What customers and those who work here do with each other, click by click. */
final class Errands {

    private Errands() {}

    /** A customer orders the first service that is offered, to be paid by his default card. */
    static void order(Visit customer) {
        customer.open("/customer/services.xhtml");
        customer.follow(
                customer.page().locator("a[href^='/customer/order.xhtml']").first()::click);
        customer.send("order");
        assertEquals("/customer/requests.xhtml", customer.path(), customer.text());
    }

    /** The address at which a card custodian works on a request of an account: {@code execute} it, or {@code refund} under it. */
    static String requestOf(Visit custodian, String account, String work) {
        custodian.open("/custodian/queue.xhtml");
        return custodian
                .page()
                .locator("tr", new Page.LocatorOptions().setHasText(account))
                .locator("a[href^='/custodian/" + work + ".xhtml']")
                .last()
                .getAttribute("href");
    }

    /** The custodian charges all that the request allows; what that was. */
    static String charge(Visit custodian, String request) {
        custodian.open(request);
        assertTrue(custodian.shows("•••• •••• ••••"), custodian.text());
        String amount = custodian.page().locator("dd .money").first().innerText();
        custodian.fill("amount", amount.replaceAll("[^0-9.]", ""));
        custodian.send("charge");
        custodian.send("yes");
        assertTrue(custodian.shows("The bank approved the charge of " + amount), custodian.text());
        return amount;
    }

    /** The customer asks for his newest charge back. */
    static void askBack(Visit customer) {
        customer.open("/customer/requests.xhtml");
        customer.sendAndConfirm("askBack");
        assertFalse(customer.notice().isEmpty(), customer.text());
    }

    /** A member of staff finds an account by the name of its holder; the address of its page. */
    static String find(Visit staff, String holder) {
        staff.open("/staff/find.xhtml");
        staff.fill("search", holder);
        staff.send("find");
        return staff.links("/staff/account.xhtml?id=").get(0);
    }

    /** A member of staff writes down what a customer asked by phone; the address of the page that came of it. */
    static String record(Visit staff, String accountPage, String wish) {
        staff.open(accountPage);
        staff.follow("record");
        staff.send(() -> staff.choose("wish", wish));
        staff.choose("channel", "PHONE");
        staff.choose("identity", "CALL_BACK");
        staff.send("save");
        return staff.page().url().replaceFirst("https://[^/]+", "");
    }
}
