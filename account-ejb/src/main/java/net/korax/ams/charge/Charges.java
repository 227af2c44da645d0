package net.korax.ams.charge;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.GatewayAnswer;
import net.korax.ams.card.Grants;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Time;

/** The short transactions of a charge in {@code ams_vault}; the gateway is called between them, never inside one. */
@Dependent
public class Charges {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @PersistenceContext(unitName = "ams-vault")
    private EntityManager vault;

    @Inject
    private Grants grants;

    @Inject
    private AuditTrail trail;

    @Transactional
    Charge intend(UUID requestId, Money amount, String staffNumber) {
        CardRequest request = grants.takeForCharge(requestId, amount, staffNumber);
        vault.flush();
        Charge charge = new Charge(request, amount);
        vault.persist(charge);
        return charge;
    }

    @Transactional
    Charge decide(UUID chargeId, GatewayAnswer answer, String actor) {
        Charge charge = vault.find(Charge.class, chargeId, LockModeType.PESSIMISTIC_WRITE);
        if (charge == null) {
            throw new NotFound();
        }
        if (!charge.isDecided()) {
            boolean soon = charge.getIntendedAt().plus(PATIENCE).isAfter(Time.now());
            boolean lost = answer.state() == GatewayAnswer.State.NEVER_SEEN && soon;
            charge.answered(lost ? new GatewayAnswer(GatewayAnswer.State.UNKNOWN, null, null) : answer);
            AuditEntry.Outcome outcome = charge.isDecided() ? AuditEntry.Outcome.DONE : AuditEntry.Outcome.UNKNOWN;
            String operation = "charge." + charge.getState().name().toLowerCase(Locale.ROOT);
            trail.record(
                    vault,
                    new AuditEntry(actor, operation, outcome, charge.getAccountId(), chargeId, charge.getRequestId()));
        }
        return charge;
    }

    /** Charges that were sent or may have been, and have no answer yet. */
    @Transactional
    public List<Charge> undecided() {
        return vault.createQuery(
                        "select c from Charge c where c.state in :states and c.intendedAt < :since order by c.intendedAt",
                        Charge.class)
                .setParameter("states", List.of(Charge.State.INTENDED, Charge.State.UNKNOWN))
                .setParameter("since", Time.now().minusSeconds(5))
                .setMaxResults(50)
                .getResultList();
    }

    @Transactional
    List<Charge> ofAccount(UUID accountId) {
        return vault.createQuery(
                        "select c from Charge c where c.accountId = :account order by c.intendedAt desc", Charge.class)
                .setParameter("account", accountId)
                .setMaxResults(100)
                .getResultList();
    }

    /** Whether an account has a charge without an answer; erasure waits for it. */
    @Transactional
    public boolean anyUndecided(UUID accountId) {
        return ofAccount(accountId).stream().anyMatch(charge -> !charge.isDecided());
    }
}
