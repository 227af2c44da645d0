package net.korax.ams.identity;

import java.time.Duration;

/** The two doors: customers sign in at one, staff at the other, and nobody at the other's. */
public enum Audience {
    CUSTOMER(Duration.ofHours(12), 5),
    STAFF(Duration.ofHours(8), 3);

    private final Duration longestVisit;
    private final int mostVisits;

    Audience(Duration longestVisit, int mostVisits) {
        this.longestVisit = longestVisit;
        this.mostVisits = mostVisits;
    }

    /** How many somebody may have at once; one more ends the one unseen for longest (ASVS 7.1.2). */
    int mostVisits() {
        return mostVisits;
    }

    /** After so long everybody signs in again, however busy (ASVS 7.3.2). */
    Duration longestVisit() {
        return longestVisit;
    }
}
