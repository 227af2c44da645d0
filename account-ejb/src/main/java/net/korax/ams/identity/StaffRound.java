package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;

/** Each hour, on every server: whose last day is over or who was not here for ninety days is disabled (PCI 8.2.5, 8.2.6). */
@Singleton
@DenyAll
public class StaffRound {

    @Inject
    private Leavers leavers;

    @Schedule(hour = "*", minute = "2", persistent = false)
    void go() {
        leavers.disable();
    }
}
