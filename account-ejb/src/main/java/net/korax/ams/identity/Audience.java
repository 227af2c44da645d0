package net.korax.ams.identity;

import java.time.Duration;

/** The two doors: customers sign in at one, staff at the other, and nobody at the other's. */
public enum Audience {
    CUSTOMER(Duration.ofHours(12)),
    STAFF(Duration.ofHours(8));

    private final Duration longestVisit;

    Audience(Duration longestVisit) {
        this.longestVisit = longestVisit;
    }

    /** After so long everybody signs in again, however busy (ASVS 7.3.2). */
    Duration longestVisit() {
        return longestVisit;
    }
}
