package net.korax.ams.system;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A customer who changes something again and again while something happens to the house, and remembers what was acknowledged: an answer
 * that leads on to the next page. Whatever else comes back, or nothing, leaves open whether it was done.
 */
final class BusyCustomer implements Runnable {

    /** One kind of change: where, and what to type for a value that nobody has typed before. */
    enum Change {
        HOLDER("/customer/holder.xhtml", "/customer/data.xhtml") {
            @Override
            Map<String, String> typed(int number, String page) {
                return Map.of("form:holderName", value(number), "form:save", "go");
            }

            @Override
            String value(int number) {
                return "Firm " + number + " Ltd";
            }
        },
        CARD("/customer/card.xhtml", "/customer/cards.xhtml") {
            @Override
            Map<String, String> typed(int number, String page) {
                return Map.of("form:expiry", value(number), "form:cardholder", "BRUNO KELLER", "form:save", "go");
            }

            @Override
            String value(int number) {
                return String.format("%02d/%02d", number % 12 + 1, 30 + number / 12 % 15);
            }
        },
        CONTACT("/customer/contact.xhtml", "/customer/contacts.xhtml") {
            /** Everything as it is on the page, but the name. */
            @Override
            Map<String, String> typed(int number, String page) {
                Map<String, String> form = new LinkedHashMap<>();
                Matcher input = INPUT.matcher(page);
                while (input.find()) {
                    boolean box = input.group().contains("type=\"checkbox\"");
                    Matcher value = VALUE.matcher(input.group());
                    if (!box || input.group().contains("checked")) {
                        form.put(input.group(1), box ? "on" : value.find() ? value.group(1) : "");
                    }
                }
                form.put("form:personName", value(number));
                form.computeIfPresent("form:provePassword", (field, empty) -> House.PASSWORD);
                form.put("form:save", "go");
                return form;
            }

            @Override
            String value(int number) {
                return "Person Nr " + number + ".";
            }
        };

        private static final Pattern INPUT = Pattern.compile("<input [^>]*name=\"(form:[^\"]+)\"[^>]*>");
        private static final Pattern VALUE = Pattern.compile(" value=\"([^\"]*)\"");

        private final String page;
        private final String next;

        Change(String page, String next) {
            this.page = page;
            this.next = next;
        }

        abstract Map<String, String> typed(int number, String page);

        /** As it is shown on the next page. */
        abstract String value(int number);
    }

    private static final Pattern INNARDS = Pattern.compile("(Exception|\\.java:\\d+\\)|\\bSQL\\b)");

    private final SecondHouse house;
    private final String name;
    private final Change change;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger tried = new AtomicInteger();
    private final AtomicInteger signIns = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final Set<Integer> faults = ConcurrentHashMap.newKeySet();
    private volatile boolean going = true;
    private boolean staying;
    private volatile String broken;
    private volatile int lastAcknowledged = -1;
    private Wire wire;
    private int number;

    BusyCustomer(SecondHouse house, String name, Change change) {
        this.house = house;
        this.name = name;
        this.change = change;
    }

    @Override
    public void run() {
        while (going) {
            try {
                doOne();
            } catch (UncheckedIOException | AssertionError nobodyAnswered) {
                wire = staying ? wire : null;
                pause();
            }
        }
    }

    private void doOne() {
        if (wire == null) {
            Wire newcomer = new Wire(house);
            if (newcomer.signIn(name, House.PASSWORD).statusCode() != 302) {
                pause();
                return;
            }
            wire = newcomer;
            signIns.incrementAndGet();
        }
        HttpResponse<String> page = look(wire.get(address()));
        if (page.statusCode() != 200) {
            wire = page.statusCode() == 302 ? null : wire;
            pause();
            return;
        }
        number++;
        Map<String, String> form = new LinkedHashMap<>(change.typed(number, page.body()));
        form.put("form", "form");
        form.put("jakarta.faces.ViewState", Wire.viewState(page));
        tried.incrementAndGet();
        HttpResponse<String> answer = look(wire.post(address(), form));
        boolean done = answer.statusCode() == 302
                && answer.headers().firstValue("Location").orElse("").contains(change.next);
        if (done) {
            lastAcknowledged = number;
            acknowledged.incrementAndGet();
        } else if (answer.statusCode() == 302) {
            wire = null;
        }
    }

    private String address() {
        if (change == Change.HOLDER) {
            return change.page;
        }
        Matcher one = Pattern.compile(Pattern.quote(change.page) + "\\?id=[0-9a-f-]{36}")
                .matcher(look(wire.get(change.next)).body());
        if (!one.find()) {
            throw new AssertionError("no card or contact is shown");
        }
        return one.group();
    }

    /** What is shown when something is wrong is meant for people. */
    private HttpResponse<String> look(HttpResponse<String> answer) {
        if (answer.statusCode() >= 500) {
            failures.incrementAndGet();
            faults.add(answer.statusCode());
        }
        if (answer.statusCode() >= 400 && INNARDS.matcher(answer.body()).find()) {
            broken = answer.body();
        }
        return answer;
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes through the door anew only when he is sent there, not when nobody answers. */
    BusyCustomer staying() {
        staying = true;
        return this;
    }

    void stop() {
        going = false;
    }

    /** How many changes were acknowledged so far. */
    int acknowledged() {
        return acknowledged.get();
    }

    int tried() {
        return tried.get();
    }

    /** How often the door was gone through: once, if nobody was logged out. */
    int signIns() {
        return signIns.get();
    }

    /** How many answers said that the house could not do it (5xx). */
    int failures() {
        return failures.get();
    }

    /** Which statuses those were. */
    Set<Integer> faults() {
        return Set.copyOf(faults);
    }

    /** A page that showed how the house is built; empty when there was none. */
    Optional<String> broken() {
        return Optional.ofNullable(broken);
    }

    /** Whether what is there now is what was acknowledged last, or what was tried after it. */
    boolean isContent() {
        String shown = new SignedIn(house, name).body(change.next);
        for (int one = Math.max(lastAcknowledged, 0); one <= number; one++) {
            if (shown.contains(change.value(one))) {
                return true;
            }
        }
        return lastAcknowledged < 0;
    }

    /** What a customer sees who signs in now. */
    private record SignedIn(SecondHouse house, String name) {

        String body(String page) {
            Wire wire = new Wire(house);
            wire.signIn(name, House.PASSWORD);
            return wire.get(page).body();
        }
    }
}
