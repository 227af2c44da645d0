package net.korax.ams.erasure;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.FreshProof;
import net.korax.ams.identity.Roles;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/** Closing one's account (P03, P04): asked for once, with the account's number typed, and done for good, with a certificate. */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ErasureService {

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

    @Inject
    private ErasureLedger ledger;

    @Inject
    private Eraser eraser;

    @Inject
    private Event<ErasureBegun> begun;

    @EJB
    private ErasureReplay replay;

    @Inject
    private FreshProof fresh;

    @Inject
    private Caller caller;

    /**
     * Closes the caller's account and erases everything. When this returns the account is frozen and nobody is signed in to it; the rest
     * goes on by itself, and whoever has the certificate's id may follow it.
     *
     * @param typedNumber the account's number as the customer typed it
     * @return how far it has come
     * @throws Refused {@code account.number-differs}, {@code proof.needed}
     */
    @RolesAllowed(Roles.CUSTOMER)
    public Erasure closeMine(String typedNumber) {
        UUID account = caller.accountId();
        fresh.require(account);
        ledger.begin(account, typedNumber, caller.actor());
        Erasure erasure = eraser.freeze(account);
        begun.fireAsync(new ErasureBegun(account));
        return erasure;
    }

    /** Whether this server may answer: nobody is back whose account was erased. */
    @PermitAll
    public boolean isReady() {
        return replay.isOver();
    }

    /**
     * How far an erasure has come; for everybody who knows the id.
     *
     * @throws NotFound when no erasure has it, or none any more
     */
    @PermitAll
    public Progress progress(UUID certificateId) {
        return ledger.ofCertificate(certificateId).map(Progress::of).orElseThrow(NotFound::new);
    }

    /** The certificate of an erasure that is finished; for everybody who knows the id. */
    @PermitAll
    public Optional<Certificate> certificate(UUID certificateId) {
        return ledger.ofCertificate(certificateId).flatMap(Erasure::certificate);
    }

    /**
     * Whether a certificate is one of ours.
     *
     * @param shown its JSON, or its fingerprint in hexadecimal, with spaces as one likes
     * @return what it says; empty when it is not ours or a sign of it was changed
     */
    @PermitAll
    public Optional<Certificate> check(String shown) {
        if (shown == null || shown.contains("{")) {
            return Certificate.genuine(shown);
        }
        String fingerprint = shown.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        return FINGERPRINT.matcher(fingerprint).matches()
                ? ledger.ofFingerprint(fingerprint).flatMap(Erasure::certificate)
                : Optional.empty();
    }
}
