package net.korax.ams.system;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import net.korax.ams.launcher.SampleTotp;

/** One person at one browser. Remembers every answer of the server and every complaint of the browser. */
final class Visit implements AutoCloseable {

    /** An answer of the server: its address, status, headers as sent, and body; the body is empty when there was none. */
    record Answer(String url, int status, List<String> headers, String body) {

        List<String> setCookies() {
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("set-cookie: "))
                    .flatMap(header -> header.substring("set-cookie: ".length()).lines())
                    .toList();
        }
    }

    private final BrowserContext context;
    private final Page page;
    private final int width;
    private final List<Answer> answers = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final Consumer<Request> recorder = this::record;

    Visit(BrowserContext context, int width) {
        this.context = context;
        this.width = width;
        this.page = context.newPage();
        page.setDefaultTimeout(60_000);
        page.onRequestFinished(recorder);
        page.onConsoleMessage(message -> {
            if ("error".equals(message.type()) && !message.text().contains("status of 4")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    Page page() {
        return page;
    }

    int width() {
        return width;
    }

    BrowserContext context() {
        return context;
    }

    /** Throws every cookie away before it could be sent back. Answers are not kept then: reading one would wait for a request that waits here. */
    void refuseCookies() {
        page.offRequestFinished(recorder);
        context.route("**/*", route -> {
            context.clearCookies();
            route.resume();
        });
        page.addInitScript("Object.defineProperty(navigator, 'cookieEnabled', { get: () => false })");
    }

    /** Opens a page and returns the status. */
    int open(String path) {
        Response response = page.navigate(path);
        page.waitForLoadState(LoadState.LOAD);
        return response.status();
    }

    /** Asks for a page as this browser would, and follows where it leads, without showing it. */
    APIResponse ask(String path) {
        return context.request().get(path);
    }

    void signIn(String userName, String password) {
        open("/sign-in.xhtml");
        fill("userName", userName);
        fill("password", password);
        send("signIn");
    }

    /** A member of the sample staff signs in, with the password of all samples and the code of this moment. */
    void signInStaff(String name) {
        open("/staff-sign-in.xhtml");
        fill("userName", name);
        fill("password", House.PASSWORD);
        fill("totp", SampleTotp.code(name, Instant.now()));
        send("signIn");
        if (path().contains("sign-in")) {
            throw new AssertionError(name + " could not sign in: " + text());
        }
    }

    /** The field whose id ends in this. */
    Locator field(String id) {
        return page.locator("[id$=':" + id + "'], [id='" + id + "']").first();
    }

    void fill(String id, String text) {
        field(id).fill(text);
    }

    void choose(String id, String value) {
        field(id).selectOption(value);
    }

    void choose(String id, boolean tick) {
        field(id).setChecked(tick);
    }

    /** Takes one of several radio buttons, by its value. */
    void pick(String id, String value) {
        page.locator("input[name$=':" + id + "'][value='" + value + "']").check();
    }

    /** Clicks a button and waits for what comes of it: a new page, or this one as AJAX has changed it. */
    void send(String id) {
        send(field(id)::click);
    }

    /** Confirms what is asked once before it can't be undone. */
    void sendAndConfirm(String id) {
        field(id).click();
        send(page.locator(".ui-confirmdialog-yes")::click);
    }

    /** Does something that sends a form, and waits for what comes of it. */
    void send(Runnable act) {
        page.evaluate("window.sentFromHere = true");
        Response answer =
                page.waitForResponse(any -> "POST".equals(any.request().method()), act);
        if (staysHere(answer)) {
            page.waitForFunction("() => PrimeFaces.ajax.Queue.isEmpty()");
        } else {
            awaitNewPage();
        }
    }

    /** Does something that leads to another page, such as a click on a link. */
    void follow(Runnable act) {
        page.evaluate("window.sentFromHere = true");
        act.run();
        awaitNewPage();
    }

    void follow(String id) {
        follow(field(id)::click);
    }

    private void awaitNewPage() {
        page.waitForFunction("() => !window.sentFromHere && document.readyState === 'complete'");
    }

    private static boolean staysHere(Response answer) {
        try {
            return String.valueOf(answer.headerValue("content-type")).startsWith("text/xml")
                    && !answer.text().contains("<redirect");
        } catch (PlaywrightException movedOn) {
            return false;
        }
    }

    void waitFor(String selector) {
        page.waitForSelector(selector, new Page.WaitForSelectorOptions().setState(WaitForSelectorState.VISIBLE));
    }

    /** All text that a person reads on the page. */
    String text() {
        return page.locator("body").innerText();
    }

    boolean shows(String text) {
        return text().contains(text);
    }

    boolean has(String id) {
        return field(id).count() > 0;
    }

    /** What stands in an input. */
    String value(String id) {
        return field(id).inputValue();
    }

    /** What stands in all inputs of the page. */
    String inputs() {
        return String.valueOf(
                page.evaluate(
                        "() => [...document.querySelectorAll('input, textarea, select')].map(field => field.value).join('\\n')"));
    }

    /** The addresses of links that begin so. */
    @SuppressWarnings("unchecked")
    List<String> links(String start) {
        return (List<String>) page.evaluate(
                "start => [...document.querySelectorAll('a')].map(link => link.getAttribute('href')).filter(href => href?.startsWith(start))",
                start);
    }

    /** What the page says is wrong with a field; empty when nothing is. */
    String errorAt(String id) {
        Locator error = page.locator(".field", new Page.LocatorOptions().setHas(field(id)))
                .locator(".field-error");
        return error.count() == 0 ? "" : error.first().innerText();
    }

    /** The sentences of the summary of errors. */
    List<String> summary() {
        return page.locator(".summary li").allInnerTexts();
    }

    /** The line that says what was done. */
    String notice() {
        Locator notice = page.locator(".summary-region .notice-good");
        return notice.count() == 0 ? "" : notice.first().innerText();
    }

    String path() {
        return URI.create(page.url()).getPath();
    }

    String storageState() {
        return context.storageState();
    }

    /** Everything that the server has answered in this visit. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Reads an answer when it has just come: the browser forgets bodies when it moves on. A redirect has none. */
    private void record(Request request) {
        try {
            Response response = request.response();
            if (response != null) {
                List<String> headers = response.headersArray().stream()
                        .map(header -> header.name + ": " + header.value)
                        .toList();
                answers.add(new Answer(response.url(), response.status(), headers, body(response)));
            }
        } catch (PlaywrightException windowClosed) {
            // what nobody waits for any more was not shown either
        }
    }

    private static String body(Response response) {
        try {
            return response.text();
        } catch (PlaywrightException none) {
            return "";
        }
    }

    /** What the browser complained about: script errors, violations of the content policy. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void closeWindowOnly() {
        context.close();
    }

    @Override
    public void close() {
        context.close();
    }
}
