package net.korax.ams.identity;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import net.korax.ams.identity.SecondFactorService.NewSecret;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;

/**
 * How somebody becomes a member of staff (P18): by a link that works once, a password of his own and a second factor that he proves
 * (PCI 8.2.4, 8.3.5). The link of the first operator holds the token that whoever runs the server has written down. It lets nobody in.
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EnrolmentService {

    private static final int LONGEST_TOKEN = 100;
    private static final String FIRST = "operator";

    /** What a link offers. @param userName null when its user chooses one, as the first operator does */
    public record Offer(String userName, Set<String> roles) {}

    @Inject
    private Invitations invitations;

    @Inject
    private FirstOperator first;

    @Inject
    private Users users;

    @Inject
    private UserRepository repository;

    @Inject
    private PasswordChanges changes;

    /** @throws Refused {@code enrol.late} when the link is unknown, used, withdrawn or too old */
    @PermitAll
    public Offer offer(String token) {
        return open(token)
                .map(invitation -> new Offer(invitation.getUserName(), invitation.getRoles()))
                .orElseGet(() -> new Offer(null, Set.of(Roles.OPERATOR)));
    }

    /**
     * Draws a second factor for who has the link; each page that is opened has its own, so nobody knows it from a look before.
     *
     * @throws Refused {@code enrol.late}
     */
    @PermitAll
    public SealedFactor draw(String token) {
        return SealedFactor.draw(open(token).map(Invitation::userId).orElseGet(UUID::randomUUID));
    }

    /**
     * What the app reads.
     *
     * @throws Refused {@code enrol.late}
     */
    @PermitAll
    public NewSecret show(String token, SealedFactor factor) {
        String name = open(token).map(Invitation::getUserName).orElse(FIRST);
        return NewSecret.of(name, factor.open());
    }

    /**
     * Uses the link up.
     *
     * @param userName of the first operator; not looked at for anybody else
     * @throws InvalidValue {@code password.*}, {@code user-name.*}; the link goes on working, here and below
     * @throws Refused {@code code.wrong}, {@code user-name.taken}; {@code password.used-before} of who begins again; {@code enrol.late}
     */
    @PermitAll
    public void enrol(String token, UserName userName, String password, String code, SealedFactor factor) {
        Optional<Invitation> invitation = open(token);
        UserName name =
                invitation.map(Invitation::getUserName).map(UserName::new).orElse(userName);
        if (name == null) {
            throw new InvalidValue("user-name.required");
        }
        OptionalLong step = Totp.accept(factor.open(), code, Time.now(), -1);
        String hash = invitation
                .map(Invitation::userId)
                .map(repository::get)
                .map(member -> changes.hash(member, password))
                .orElseGet(() -> users.hashOfStaff(password, name));
        if (step.isEmpty()) {
            throw new Refused("code.wrong");
        }
        invitations.accept(token, name, hash, factor, step.getAsLong());
        if (invitation.isEmpty()) {
            first.forget();
        }
    }

    /** The invitation of a link; empty for the link of the first operator. */
    private Optional<Invitation> open(String token) {
        if (token == null || token.isEmpty() || token.length() > LONGEST_TOKEN) {
            throw new Refused("enrol.late");
        }
        Optional<Invitation> invitation = invitations.ofToken(token);
        if (invitation.isEmpty() && !first.has(token)) {
            throw new Refused("enrol.late");
        }
        return invitation;
    }
}
