package net.korax.ams.identity;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/** The caller's own visits: who has signed in begins one, sees where else he is signed in, and ends what he does not know. */
@Stateless
@RolesAllowed({Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
public class VisitService {

    @Inject
    private VisitRepository repository;

    @Inject
    private Visits visits;

    @Inject
    private UserRepository users;

    @Inject
    private Credentials credentials;

    @Inject
    private SignInLedger ledger;

    @Inject
    private FreshProof fresh;

    @Inject
    private Caller caller;

    /**
     * Begins a visit in the request that has signed in.
     *
     * @param userAgent what the browser says of itself; two coarse words are kept of it
     * @param factor what the sign-in proved beside the password
     * @param replaced the reference that the browser had until now, or null; what it opens ends
     * @return the reference for the browser, to be seen this once
     */
    public VisitToken begin(String userAgent, SecondFactor factor, VisitToken replaced) {
        AppUser user = users.get(caller.userId());
        if (replaced != null) {
            repository
                    .byToken(replaced)
                    .filter(before -> !before.hasEnded())
                    .ifPresent(before -> visits.end(users.get(before.getUserId()), before, Visit.Ending.REPLACED));
        }
        return visits.begin(user, Device.of(userAgent), factor);
    }

    /** Whether the person proved in this visit, not longer than {@code atMost} ago, who he is. */
    public boolean isProved(Duration atMost) {
        return fresh.holds(atMost);
    }

    /**
     * Proves again who the caller is, so that for a while nothing more is asked.
     *
     * @param code of the second factor or a recovery code; not looked at when the caller has no second factor
     * @return the new reference of the visit, for the browser; the one before opens nothing any more
     * @throws Refused {@code proof.refused}, which does not say what was wrong; {@code proof.too-soon} with seconds after too many
     *     failures, which are counted together with those of the sign-in
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public VisitToken prove(String password, String code) {
        AppUser user = users.get(caller.userId());
        UUID visit = caller.visitId().orElseThrow(NotFound::new);
        byte[] fingerprint = Credentials.fingerprint(user.userNameKey());
        Duration wait = ledger.attempt(fingerprint, user.getAudience());
        if (!wait.isZero()) {
            throw new Refused("proof.too-soon", wait.toSeconds() + 1);
        }
        Credentials.Proved proved =
                credentials.passwordHolds(user, password, fingerprint) ? credentials.secondFactor(user, code) : null;
        VisitToken renewed = proved == null ? null : ledger.provedAgain(user.getId(), visit, proved, fingerprint);
        if (renewed == null) {
            ledger.failed(user.getId());
            throw new Refused("proof.refused");
        }
        return renewed;
    }

    /** Those that are live, last seen first. */
    public List<Visit> mine() {
        return repository.liveOf(caller.userId());
    }

    /** The id of the one that the request belongs to; null in the request that signs in. */
    public UUID current() {
        return caller.visitId().orElse(null);
    }

    /**
     * Ends one, wherever it is; it opens nothing from its next request on.
     *
     * @throws NotFound when it is not the caller's, or has ended
     */
    public void end(UUID id) {
        Visit visit = repository
                .find(id)
                .filter(any -> any.getUserId().equals(caller.userId()) && !any.hasEnded())
                .orElseThrow(NotFound::new);
        visits.end(users.get(caller.userId()), visit, Visit.Ending.ENDED_BY_USER);
    }

    /** Ends all but the one that the request belongs to; the number ended. */
    public int endOthers() {
        return visits.endOthers(users.get(caller.userId()), current(), Visit.Ending.ENDED_BY_USER);
    }

    /** Signs out of the one that the request belongs to. */
    public void signOut() {
        caller.visitId()
                .flatMap(repository::find)
                .filter(visit -> !visit.hasEnded())
                .ifPresent(visit -> visits.end(users.get(caller.userId()), visit, Visit.Ending.SIGNED_OUT));
    }
}
