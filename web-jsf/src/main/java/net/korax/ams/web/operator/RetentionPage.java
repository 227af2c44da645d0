package net.korax.ams.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.korax.ams.retention.RetentionRun;
import net.korax.ams.retention.RetentionService;
import net.korax.ams.retention.RetentionService.Line;
import net.korax.ams.shared.Time;
import net.korax.ams.web.support.Texts;

/** What is kept for how long, and what the last night has removed. */
@Named("operatorRetention")
@RequestScoped
public class RetentionPage {

    /** The house looks every ten minutes whether a round is due, and a round may take its time. */
    private static final Duration PATIENCE = Duration.ofHours(2);

    /** How a run ended. */
    private enum State {
        NONE,
        GOING,
        DONE,
        FAILED
    }

    @Inject
    private RetentionService service;

    private List<Line> rules;
    private List<RetentionRun> failures;
    private Instant next;

    @PostConstruct
    void load() {
        rules = service.rules();
        failures = service.failures();
        next = service.next();
    }

    public boolean isLate() {
        return !isNew() && next.plus(PATIENCE).isBefore(Time.now());
    }

    /** Whether nothing is due now. */
    public boolean isAhead() {
        return next.isAfter(Time.now());
    }

    /** Whether the first round is still to come. */
    private boolean isNew() {
        return rules.stream().allMatch(line -> line.last() == null);
    }

    /** Rules whose last run failed. */
    public List<Line> getFailing() {
        return rules.stream().filter(line -> state(line.last()) == State.FAILED).toList();
    }

    public String getVerdict() {
        if (isNew()) {
            return Texts.get("operator", "retention.verdict.first");
        }
        if (isLate()) {
            return Texts.get("operator", "retention.verdict.late");
        }
        return getFailing().isEmpty()
                ? Texts.get("operator", "retention.verdict.well")
                : Texts.get(
                        "operator", "retention.verdict.failing", getFailing().size());
    }

    public String stateText(RetentionRun run) {
        return Texts.get("operator", "retention.state." + state(run));
    }

    private static State state(RetentionRun run) {
        if (run == null) {
            return State.NONE;
        }
        if (run.getFailure() != null) {
            return State.FAILED;
        }
        return run.getTook() == null ? State.GOING : State.DONE;
    }

    public String chip(RetentionRun run) {
        return switch (state(run)) {
            case NONE, GOING -> "quiet";
            case DONE -> "good";
            case FAILED -> "bad";
        };
    }

    /** In seconds; a dash while there is nothing to tell. */
    public String took(RetentionRun run) {
        return run == null || run.getTook() == null
                ? "–"
                : Texts.get("operator", "retention.seconds", run.getTook().toMillis() / 1000.0);
    }

    public List<Line> getRules() {
        return rules;
    }

    public List<RetentionRun> getFailures() {
        return failures;
    }

    public Instant getNext() {
        return next;
    }
}
