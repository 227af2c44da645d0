package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/**
 * A provider of the house's own says who a member of staff is, in place of the password and of nothing else: the second factor is ours and
 * asked for afterwards, roles are given here. A member links himself, while he is signed in; an e-mail address links nobody (ADR 29). Each
 * refusal leaves an event. No transaction is open while the provider is asked.
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ProviderService {

    private static final String NOBODY = "anonymous";

    /** A browser's way to the provider. @param trip to be kept by the server and handed back with the answer */
    public record Departure(ProviderTrip trip, String address) {}

    @Inject
    private UserRepository users;

    @Inject
    private ProviderClient client;

    @Inject
    private ProviderLinks links;

    @Inject
    private SignInLedger ledger;

    @Inject
    private Origins origins;

    @Inject
    private FreshProof fresh;

    @Inject
    private RefusalLog refusals;

    @Inject
    private Caller caller;

    /**
     * Begins a sign-in.
     *
     * @throws NotFound when the house has no provider
     * @throws Refused {@code provider.silent}, {@code provider.refused}; {@code proof.too-soon} with seconds, when sign-ins from one place
     *     failed too often
     */
    @PermitAll
    public Departure depart() {
        if (origins.isBeyond(Origins.Counted.SIGN_IN)) {
            throw new Refused("proof.too-soon", origins.restOfTheWindow().toSeconds() + 1);
        }
        return departure(NOBODY, null);
    }

    /**
     * Takes the provider's answer in place of a password.
     *
     * @param trip null when the browser is on none
     * @param state as it came back
     * @param code as it came back; null when the provider gave none
     * @return what awaits the second factor; {@link SignInResult#tooSoon} after too many failures under the name
     * @throws Refused {@code provider.late}, {@code provider.silent}, {@code provider.refused}, {@code provider.unknown} when nobody is
     *     linked or he works here no more
     */
    @PermitAll
    public SignInResult arrive(ProviderTrip trip, String state, String code) {
        AppUser user = users.byProvider(fingerprint(NOBODY, trip, state, code))
                .filter(AppUser::isActive)
                .orElseThrow(() -> refused(NOBODY, "provider.unknown"));
        byte[] fingerprint = Credentials.fingerprint(user.userNameKey());
        Duration wait = ledger.attempt(fingerprint, Audience.STAFF);
        if (!wait.isZero()) {
            return SignInResult.tooSoon(wait);
        }
        ledger.undecided(fingerprint);
        return SignInResult.codeWanted(user);
    }

    /**
     * Begins to link the caller.
     *
     * @throws NotFound when the house has no provider
     * @throws Refused {@code proof.needed}, {@code provider.silent}, {@code provider.refused}
     */
    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public Departure departToLink() {
        fresh.require(caller.userId());
        return departure(caller.actor(), caller.userId());
    }

    /**
     * Links the caller to whom the provider has named. His other visits end.
     *
     * @throws Refused {@code provider.taken} when that log-in is another's; else as {@link #arrive}
     */
    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public void link(ProviderTrip trip, String state, String code) {
        fresh.require(caller.userId());
        byte[] fingerprint = fingerprint(caller.actor(), trip, state, code);
        if (!caller.userId().equals(trip.linking())) {
            throw refused(caller.actor(), "provider.late");
        }
        Optional<UUID> before = users.byProvider(fingerprint).map(AppUser::getId);
        if (before.filter(other -> !other.equals(caller.userId())).isPresent()) {
            throw refused(caller.actor(), "provider.taken");
        }
        links.link(caller.userId(), fingerprint);
    }

    /** Whether the provider knows the caller. */
    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public boolean isLinked() {
        return users.get(caller.userId()).isKnownToProvider();
    }

    /** Ends the link of the caller, and his other visits. @throws Refused {@code proof.needed} */
    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR})
    public void unlink() {
        fresh.require(caller.userId());
        links.unlink(caller.userId());
    }

    private Departure departure(String actor, UUID linking) {
        SignInProvider provider = provider();
        ProviderTrip trip = ProviderTrip.begin(linking);
        return new Departure(trip, asked(actor, () -> client.address(provider, trip)));
    }

    private byte[] fingerprint(String actor, ProviderTrip trip, String state, String code) {
        SignInProvider provider = provider();
        if (trip == null || !trip.isAnsweredBy(state)) {
            throw refused(actor, "provider.late");
        }
        if (code == null) {
            throw refused(actor, "provider.refused");
        }
        return provider.fingerprint(asked(actor, () -> client.subject(provider, trip, code)));
    }

    /** What the provider says; what of it does not hold leaves an event. */
    private String asked(String actor, Supplier<String> question) {
        try {
            return question.get();
        } catch (Refused byProvider) {
            throw "provider.refused".equals(byProvider.code()) ? refused(actor, byProvider.code()) : byProvider;
        }
    }

    private Refused refused(String actor, String code) {
        ledger.failed(null);
        refusals.refused(actor, code, null, null);
        return new Refused(code);
    }

    private static SignInProvider provider() {
        return SignInProvider.configured().orElseThrow(NotFound::new);
    }
}
