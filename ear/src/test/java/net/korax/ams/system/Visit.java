package net.korax.ams.system;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** One person at one browser. Remembers every answer of the server and every complaint of the browser. */
final class Visit implements AutoCloseable {

    /** An answer of the server: its address, status, headers as sent, and body; the body is empty when there was none. */
    record Answer(String url, int status, List<String> setCookies, String body) {}

    private final BrowserContext context;
    private final Page page;
    private final int width;
    private final List<Answer> answers = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<Response> responses = new ArrayList<>();

    Visit(BrowserContext context, int width) {
        this.context = context;
        this.width = width;
        this.page = context.newPage();
        page.setDefaultTimeout(20_000);
        page.onResponse(responses::add);
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

    void refuseCookies() {
        context.route("**/*", route -> {
            var headers = new java.util.HashMap<>(route.request().headers());
            headers.remove("cookie");
            route.resume(new com.microsoft.playwright.Route.ResumeOptions().setHeaders(headers));
        });
        page.addInitScript("Object.defineProperty(navigator, 'cookieEnabled', { get: () => false })");
    }

    /** Opens a page and returns the status. */
    int open(String path) {
        Response response = page.navigate(path);
        page.waitForLoadState(LoadState.LOAD);
        return response.status();
    }

    void signIn(String userName, String password) {
        open("/sign-in.xhtml");
        fill("userName", userName);
        fill("password", password);
        send("signIn");
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

    /** Clicks and waits for what comes of it: a new page, or the end of the page's own requests. */
    void send(String id) {
        field(id).click();
        settle();
    }

    void follow(String id) {
        send(id);
    }

    /** Confirms what is asked once before it can't be undone. */
    void sendAndConfirm(String id) {
        field(id).click();
        page.locator(".ui-confirmdialog-yes").click();
        settle();
    }

    void settle() {
        try {
            page.waitForLoadState(LoadState.NETWORKIDLE);
        } catch (PlaywrightException moved) {
            page.waitForLoadState(LoadState.LOAD);
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

    String path() {
        return URI.create(page.url()).getPath();
    }

    String storageState() {
        return context.storageState();
    }

    /** Everything that the server has answered in this visit. */
    List<Answer> answers() {
        for (Response response : responses) {
            String body;
            try {
                body = response.text();
            } catch (PlaywrightException none) {
                body = "";
            }
            List<String> cookies = response.headersArray().stream()
                    .filter(header -> "set-cookie".equalsIgnoreCase(header.name))
                    .flatMap(header -> header.value.lines())
                    .toList();
            answers.add(new Answer(response.url(), response.status(), cookies, body));
        }
        responses.clear();
        return List.copyOf(answers);
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
