package net.korax.ams.demo;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.DenyAll;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import net.korax.ams.shared.Configuration;

/** Fills an empty house with samples when it starts in the demonstration profile; a house with samples refuses any other. */
@Singleton
@Startup
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DemoHouse {

    @Inject
    private DemoStaff staff;

    @Inject
    private DemoCustomers customers;

    @PostConstruct
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void open() {
        boolean filled = staff.isThere();
        if (!Configuration.demo()) {
            if (filled) {
                throw new IllegalStateException(
                        "This database holds sample log-ins; the production profile does not start on it.");
            }
            return;
        }
        if (!filled) {
            customers.fill();
            staff.fill();
        }
    }
}
