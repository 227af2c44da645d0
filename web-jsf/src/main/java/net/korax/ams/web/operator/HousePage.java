package net.korax.ams.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.korax.ams.house.Finding;
import net.korax.ams.house.Finding.Light;
import net.korax.ams.house.Finding.Part;
import net.korax.ams.house.HouseService;
import net.korax.ams.shared.Time;
import net.korax.ams.web.support.Formats;
import net.korax.ams.web.support.Texts;

/** The state of the house: every part with a light, and a sentence that says what it means and what to do. */
@Named("operatorHouse")
@RequestScoped
public class HousePage {

    private static final Set<Part> STORES = EnumSet.of(Part.CORE, Part.PERSON, Part.VAULT);
    private static final Set<Part> WORK = EnumSet.of(Part.CHARGES, Part.ERASURES, Part.SIGN_UPS);

    @Inject
    private HouseService house;

    private List<Finding> findings;
    private Instant lookedAt;

    @PostConstruct
    void look() {
        findings = house.look();
        lookedAt = Time.now();
    }

    public Instant getLookedAt() {
        return lookedAt;
    }

    public List<Finding> getStores() {
        return of(STORES);
    }

    public List<Finding> getWork() {
        return of(WORK);
    }

    /** Key store, mail and audit: what the stores and the work lean on. */
    public List<Finding> getPillars() {
        Set<Part> others = EnumSet.complementOf(EnumSet.copyOf(STORES));
        others.removeAll(WORK);
        return of(others);
    }

    private List<Finding> of(Set<Part> parts) {
        return findings.stream()
                .filter(finding -> parts.contains(finding.part()))
                .toList();
    }

    /** The worst light of all. */
    public Light getWorst() {
        return findings.stream().map(Finding::light).max(Light::compareTo).orElseThrow();
    }

    public String getVerdict() {
        long worst = findings.stream()
                .filter(finding -> finding.light() == getWorst())
                .count();
        return Texts.get("operator", "house.verdict." + getWorst(), worst);
    }

    public String chip(Light light) {
        return switch (light) {
            case GREEN -> "good";
            case AMBER -> "warn";
            case RED -> "bad";
        };
    }

    /** What a finding says, in words. */
    public String sentence(Finding finding) {
        String topic =
                STORES.contains(finding.part()) ? "STORE" : finding.part().name();
        String key = finding.says().equals("unknown") ? "house.unknown" : "house." + topic + "." + finding.says();
        return Texts.get(
                "operator",
                key,
                finding.values().stream()
                        .map(value -> value instanceof Duration span ? Formats.span(span) : value)
                        .toArray());
    }
}
