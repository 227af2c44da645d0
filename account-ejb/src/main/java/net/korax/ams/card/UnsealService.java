package net.korax.ams.card;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.LiveTrust;
import net.korax.ams.identity.Roles;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;
import net.korax.ams.vault.KeyComponent;
import net.korax.ams.vault.Keys;

/**
 * Opening the keys of cards after a start, where custody is split: two different custodians each type a component, within a
 * quarter of an hour; neither knows the other's. Components that do not fit are both forgotten. Until then cards are seen and
 * deleted, and nothing else. Every attempt stands in the trail.
 */
@Singleton
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class UnsealService {

    private static final Logger LOG = Logger.getLogger(UnsealService.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /**
     * How custody stands on this server.
     *
     * @param split whether it starts sealed
     * @param waitingUntil until when the second component is waited for; null when none was typed
     */
    public record Standing(boolean split, boolean sealed, Instant waitingUntil) {}

    @Inject
    private CustodySteps steps;

    @Inject
    private Caller caller;

    @Inject
    private RefusalLog refusals;

    @Inject
    private LiveTrust trust;

    private KeyComponent first;
    private UUID firstCustodian;
    private Instant firstAt;

    @RolesAllowed({Roles.CARD_CUSTODIAN, Roles.OPERATOR})
    public Standing standing() {
        forgetOld();
        return new Standing(Keys.isSplit(), Keys.isSealed(), first == null ? null : firstAt.plus(PATIENCE));
    }

    /**
     * Takes a custodian's component; with the second one custody opens.
     *
     * @return whether custody is open now
     * @throws Refused {@code trust.ended}, {@code custody.not-sealed}, {@code custody.component}, {@code custody.same-custodian}, {@code
     *     custody.components-differ}
     */
    @RolesAllowed(Roles.CARD_CUSTODIAN)
    public boolean offer(String typed) {
        trust.require(null, null);
        forgetOld();
        if (!Keys.isSealed()) {
            throw new Refused("custody.not-sealed");
        }
        KeyComponent component = read(typed);
        if (first == null) {
            first = component;
            firstCustodian = caller.userId();
            firstAt = Time.now();
            steps.remember(caller.actor(), "custody.component");
            return false;
        }
        try (component) {
            if (firstCustodian.equals(caller.userId())) {
                throw refuse("custody.same-custodian");
            }
            open(component);
        }
        steps.remember(caller.actor(), "custody.unseal");
        return true;
    }

    private void open(KeyComponent second) {
        char[] password = first.with(second);
        try {
            Keys.unseal(password);
        } catch (IllegalStateException wrong) {
            LOG.log(Level.WARNING, "Custody stays sealed: {0}", wrong.getMessage());
            throw refuse("custody.components-differ");
        } finally {
            Arrays.fill(password, '0');
            forget();
        }
    }

    /** Seals custody again, at once, on this server. */
    @RolesAllowed({Roles.CARD_CUSTODIAN, Roles.OPERATOR})
    public void seal() {
        if (!Keys.isSplit()) {
            throw new Refused("custody.not-split");
        }
        forget();
        Keys.seal();
        steps.remember(caller.actor(), "custody.seal");
    }

    private KeyComponent read(String typed) {
        try {
            return KeyComponent.of(typed);
        } catch (IllegalArgumentException slip) {
            refusals.refused(caller.actor(), "custody.unseal", null, null);
            throw new InvalidValue("custody.component");
        }
    }

    private Refused refuse(String code) {
        refusals.refused(caller.actor(), "custody.unseal", null, null);
        return new Refused(code);
    }

    private void forgetOld() {
        if (first != null && firstAt.plus(PATIENCE).isBefore(Time.now())) {
            forget();
        }
    }

    @PreDestroy
    void forget() {
        if (first != null) {
            first.close();
            first = null;
            firstCustodian = null;
            firstAt = null;
        }
    }
}
