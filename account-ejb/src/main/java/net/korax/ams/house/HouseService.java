package net.korax.ams.house;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.house.Finding.Light;
import net.korax.ams.house.Finding.Part;
import net.korax.ams.identity.AccessReview;
import net.korax.ams.identity.Roles;
import net.korax.ams.persistence.Store;
import net.korax.ams.shared.Time;

/**
 * Looks over the house and changes nothing. Each store is read by itself: one that is down is a red finding, and what cannot be
 * known for that is amber, so that the cause stands out.
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HouseService {

    private static final Logger LOG = Logger.getLogger(HouseService.class.getName());

    @Inject
    private StoreReadings readings;

    /** One finding for each part, in the order of the parts. */
    @RolesAllowed(Roles.OPERATOR)
    public List<Finding> look() {
        return List.of(
                store(Part.CORE, Store.CORE),
                store(Part.PERSON, Store.PERSON),
                store(Part.VAULT, Store.VAULT),
                keys(Part.KEYS, KeyCheck.house()),
                cardKeys(),
                read(Part.MAIL, Store.PERSON, this::mails),
                read(Part.AUDIT, Store.CORE, this::audit),
                read(Part.STAFF, Store.CORE, this::staff),
                read(Part.CHARGES, Store.VAULT, () -> work(Part.CHARGES, Backlog.CHARGES)),
                read(Part.ERASURES, Store.CORE, () -> work(Part.ERASURES, Backlog.ERASURES)),
                read(Part.SIGN_UPS, Store.CORE, () -> work(Part.SIGN_UPS, Backlog.SIGN_UPS)));
    }

    private Finding store(Part part, Store store) {
        try {
            return Finding.of(part, Light.GREEN, "open", store.database(), readings.schemaVersion(store));
        } catch (RuntimeException down) {
            return unreadable(part, Light.RED, "closed", store, down);
        }
    }

    private static Finding keys(Part part, Optional<KeyCheck.Opened> answer) {
        return answer.map(opened ->
                        Finding.of(part, Light.GREEN, "open", opened.environment(), opened.kekVersion(), opened.keys()))
                .orElseGet(() -> Finding.of(part, Light.RED, "closed"));
    }

    private static Finding cardKeys() {
        return KeyCheck.isCustodySealed()
                ? Finding.of(Part.CARD_KEYS, Light.AMBER, "sealed")
                : keys(Part.CARD_KEYS, KeyCheck.custody());
    }

    private Finding mails() {
        int givenUp = readings.mailsGivenUp();
        return givenUp > 0 ? Finding.of(Part.MAIL, Light.RED, "given-up", givenUp) : work(Part.MAIL, Backlog.MAILS);
    }

    private Finding work(Part part, Backlog backlog) {
        Backlog.Waiting waiting = readings.waiting(backlog);
        Light light = backlog.light(waiting);
        return Finding.of(part, light, says(light, waiting), waiting.count(), waiting.age());
    }

    private Finding audit() {
        long last = readings.lastLink();
        Backlog.Waiting waiting = readings.waiting(Backlog.AUDIT_OF_CORE);
        for (Backlog other : List.of(Backlog.AUDIT_OF_PERSON, Backlog.AUDIT_OF_VAULT)) {
            try {
                waiting = waiting.and(readings.waiting(other));
            } catch (RuntimeException down) {
                return unreadable(Part.AUDIT, Light.AMBER, "unknown", other.store(), down);
            }
        }
        Light light = Backlog.AUDIT_OF_CORE.light(waiting);
        return Finding.of(Part.AUDIT, light, says(light, waiting), waiting.count(), waiting.age(), last);
    }

    /** Access of staff is reviewed at least twice a year (PCI 7.2.4). */
    private Finding staff() {
        Instant reviewed = readings.lastAccessReview().orElse(null);
        if (reviewed == null) {
            return Finding.of(Part.STAFF, Light.AMBER, "never");
        }
        boolean late = AccessReview.isDue(reviewed);
        Duration age = Duration.between(reviewed, Time.now());
        return Finding.of(Part.STAFF, late ? Light.AMBER : Light.GREEN, late ? "late" : "reviewed", age);
    }

    private static String says(Light light, Backlog.Waiting waiting) {
        return switch (light) {
            case GREEN -> waiting.count() == 0 ? "none" : "some";
            case AMBER -> "late";
            case RED -> "stuck";
        };
    }

    private static Finding read(Part part, Store store, Supplier<Finding> reading) {
        try {
            return reading.get();
        } catch (RuntimeException down) {
            return unreadable(part, Light.AMBER, "unknown", store, down);
        }
    }

    private static Finding unreadable(Part part, Light light, String says, Store store, RuntimeException down) {
        LOG.log(Level.WARNING, "{0} cannot be read: {1}", new Object[] {
            store.database(), down.getClass().getSimpleName()
        });
        return Finding.of(part, light, says, store.database());
    }
}
