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
import net.korax.ams.card.CustodyEntry;
import net.korax.ams.card.GatewayAnswer;
import net.korax.ams.card.Grants;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/** The short transactions of charges and reversals in {@code ams_vault}; the gateway is called between them, never inside one. */
@Dependent
public class Charges {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int BATCH = 50;
    private static final int MOST_SHOWN = 100;

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

    /**
     * Uses a request up for giving back some or all of its charge.
     *
     * @throws Refused {@code reversal.too-much} when more would be given back than was charged, {@code reversal.not-charged}
     */
    @Transactional
    Reversal intendReversal(UUID requestId, Reversal.Kind kind, Money amount, String staffNumber) {
        CardRequest request = grants.takeForReversal(
                requestId,
                amount,
                kind == Reversal.Kind.VOID ? CustodyEntry.Operation.VOIDED : CustodyEntry.Operation.REFUNDED,
                staffNumber);
        Charge charge = vault.find(Charge.class, request.getChargeId(), LockModeType.PESSIMISTIC_WRITE);
        if (charge.getState() != Posting.State.APPROVED) {
            throw new Refused("reversal.not-charged");
        }
        boolean tooMuch = amount.exceeds(left(charge));
        boolean notWhole = kind == Reversal.Kind.VOID && !amount.equals(charge.getAmount());
        if (tooMuch || notWhole) {
            throw new Refused(tooMuch ? "reversal.too-much" : "reversal.not-whole");
        }
        vault.flush();
        Reversal reversal = new Reversal(request, charge, kind, amount);
        vault.persist(reversal);
        return reversal;
    }

    /** Writes the gateway's answer down; "never seen" is believed only when enough time has passed. */
    @Transactional
    <P extends Posting> P decide(Class<P> type, UUID id, GatewayAnswer answer, String actor) {
        P posting = vault.find(type, id, LockModeType.PESSIMISTIC_WRITE);
        if (posting == null) {
            throw new NotFound();
        }
        if (!posting.isDecided()) {
            boolean soon = posting.getIntendedAt().plus(PATIENCE).isAfter(Time.now());
            boolean lost = answer.state() == GatewayAnswer.State.NEVER_SEEN && soon;
            Posting.State before = posting.getState();
            posting.answered(lost ? new GatewayAnswer(GatewayAnswer.State.UNKNOWN, null, null) : answer);
            if (posting.getState() != before) {
                remember(posting, actor);
            }
        }
        return posting;
    }

    private void remember(Posting posting, String actor) {
        AuditEntry.Outcome outcome = posting.isDecided() ? AuditEntry.Outcome.DONE : AuditEntry.Outcome.UNKNOWN;
        String operation = posting.noun() + "." + posting.getState().name().toLowerCase(Locale.ROOT);
        trail.record(
                vault,
                new AuditEntry(
                        actor, operation, outcome, posting.getAccountId(), posting.getId(), posting.getRequestId()));
    }

    /** @throws NotFound when there is no such charge of this account */
    @Transactional
    Charge get(UUID accountId, UUID chargeId) {
        Charge charge = chargeId == null ? null : vault.find(Charge.class, chargeId);
        if (charge == null || (accountId != null && !charge.getAccountId().equals(accountId))) {
            throw new NotFound();
        }
        return charge;
    }

    /** What can still be given back of a charge: its amount less what was, or may have been, given back. */
    @Transactional
    Money left(Charge charge) {
        long given = reversalsOf(charge.getId()).stream()
                .filter(reversal -> reversal.getState() != Posting.State.DECLINED)
                .mapToLong(reversal -> reversal.getAmount().minor())
                .sum();
        return new Money(charge.getAmount().minor() - given, charge.getAmount().currency());
    }

    private List<Reversal> reversalsOf(UUID chargeId) {
        return vault.createQuery("select r from Reversal r where r.chargeId = :charge", Reversal.class)
                .setParameter("charge", chargeId)
                .getResultList();
    }

    /** What was sent to the gateway, or may have been, and has no answer yet. */
    @Transactional
    public <P extends Posting> List<P> undecided(Class<P> type) {
        return vault.createQuery(
                        "select p from " + type.getSimpleName()
                                + " p where p.state in :states and p.intendedAt < :since order by p.intendedAt",
                        type)
                .setParameter("states", List.of(Posting.State.INTENDED, Posting.State.UNKNOWN))
                .setParameter("since", Time.now().minusSeconds(5))
                .setMaxResults(BATCH)
                .getResultList();
    }

    /** An account's charges or reversals, newest first. */
    @Transactional
    <P extends Posting> List<P> ofAccount(Class<P> type, UUID accountId) {
        return vault.createQuery(
                        "select p from " + type.getSimpleName()
                                + " p where p.accountId = :account order by p.intendedAt desc",
                        type)
                .setParameter("account", accountId)
                .setMaxResults(MOST_SHOWN)
                .getResultList();
    }

    /** Whether the gateway owes an answer for this account; erasure waits for it. */
    @Transactional
    public boolean anyUndecided(UUID accountId) {
        return isUndecided(Charge.class, accountId) || isUndecided(Reversal.class, accountId);
    }

    private boolean isUndecided(Class<? extends Posting> type, UUID accountId) {
        return vault.createQuery(
                                "select count(p) from " + type.getSimpleName()
                                        + " p where p.accountId = :account and p.state in :states",
                                Long.class)
                        .setParameter("account", accountId)
                        .setParameter("states", List.of(Posting.State.INTENDED, Posting.State.UNKNOWN))
                        .getSingleResult()
                > 0;
    }
}
