package net.korax.ams.web.auditor;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.korax.ams.audit.AuditEvent;
import net.korax.ams.audit.AuditService;
import net.korax.ams.audit.Threat;
import net.korax.ams.identity.StaffService;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Time;
import net.korax.ams.web.support.Texts;

/** What was refused on security grounds: a picture of the last day, and the newest events, which may be attacks (PCI 10.4.1). */
@Named("auditorEvents")
@RequestScoped
public class EventsPage {

    private static final int HOURS = 24;
    private static final double FULL = 100;

    /** An hour of the picture: what was refused in it, by family. */
    public record Hour(Instant begin, Map<Threat, Long> numbers) {

        public long total() {
            return numbers.values().stream().mapToLong(Long::longValue).sum();
        }

        public long of(Threat family) {
            return numbers.getOrDefault(family, 0L);
        }
    }

    @Inject
    private AuditService audit;

    @Inject
    private StaffService staff;

    private String before;
    private List<AuditEvent> events;
    private List<Hour> hours;
    private TrailWords words;

    /** Reads what the address names; called when the page is opened. */
    public void load() {
        if (before != null && !before.matches("[1-9][0-9]{0,17}")) {
            throw new NotFound();
        }
        events = audit.refused(before == null ? Long.MAX_VALUE : Long.parseLong(before));
        words = new TrailWords(staff.numbers());
        Instant now = Time.now().truncatedTo(ChronoUnit.HOURS);
        Instant first = now.minus(Duration.ofHours(HOURS - 1L));
        hours = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            hours.add(new Hour(first.plus(Duration.ofHours(hour)), new EnumMap<>(Threat.class)));
        }
        for (AuditService.RefusedInAnHour refused : audit.refusedByHour(first)) {
            long hour = Duration.between(first, refused.hour()).toHours();
            if (hour >= 0 && hour < HOURS) {
                hours.get((int) hour).numbers().merge(Threat.of(refused.operation()), refused.number(), Long::sum);
            }
        }
    }

    public List<Hour> getHours() {
        return hours;
    }

    /** Those in which something was refused, the last first. */
    public List<Hour> getHoursWithEvents() {
        List<Hour> some =
                new ArrayList<>(hours.stream().filter(hour -> hour.total() > 0).toList());
        Collections.reverse(some);
        return some;
    }

    public List<Threat> getFamilies() {
        return Arrays.asList(Threat.values());
    }

    /** How many events of a family there were in the last day. */
    public long sum(Threat family) {
        return hours.stream().mapToLong(hour -> hour.of(family)).sum();
    }

    public long getSum() {
        return hours.stream().mapToLong(Hour::total).sum();
    }

    /** A part of an hour's column: where it stands in a picture of 24 by 100, and how high it is. */
    public record Bar(Threat family, int column, double top, double height) {}

    /** The picture: the columns of the hours, each built up from its families; the busiest fills the height. */
    public List<Bar> getBars() {
        long busiest = hours.stream().mapToLong(Hour::total).max().orElse(0);
        List<Bar> bars = new ArrayList<>();
        for (int column = 0; column < HOURS && busiest > 0; column++) {
            double top = FULL;
            for (Threat family : Threat.values()) {
                double height = FULL * hours.get(column).of(family) / busiest;
                top -= height;
                if (height > 0) {
                    bars.add(new Bar(family, column, top, height));
                }
            }
        }
        return bars;
    }

    public String family(Threat family) {
        return Texts.get("operator", "events.family." + family);
    }

    public Threat familyOf(AuditEvent event) {
        return Threat.of(event.getOperation());
    }

    public List<AuditEvent> getEvents() {
        return events;
    }

    public TrailWords getWords() {
        return words;
    }

    /** The number before which the next page ends; null when this is the last. */
    public Long getOlder() {
        boolean full = events.size() == AuditService.PAGE;
        return full ? (Long) events.get(events.size() - 1).getSeq() : null;
    }

    public String getBefore() {
        return before;
    }

    public void setBefore(String before) {
        this.before = before;
    }
}
