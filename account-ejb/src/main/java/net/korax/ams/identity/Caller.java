package net.korax.ams.identity;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.security.Principal;
import java.util.Optional;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.shared.NotFound;

/**
 * Who calls, as the container knows it. The principal's name is opaque: {@code <user>[.<account>][@<visit>]}, the account for a
 * customer, the visit once there is one.
 */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Caller {

    @Resource
    private SessionContext context;

    static String principal(UUID user, UUID account, UUID visit) {
        return user + (account == null ? "" : "." + account) + (visit == null ? "" : "@" + visit);
    }

    /**
     * The name under which somebody stands in the audit trail of whom the container knows this principal, or null for nobody.
     */
    public static String actor(Principal known) {
        return AuditEntry.actor(known);
    }

    /** The user's id. */
    @PermitAll
    public UUID userId() {
        return UUID.fromString(who().split("\\.")[0]);
    }

    /**
     * The customer's account.
     *
     * @throws NotFound when the caller is no customer
     */
    @PermitAll
    public UUID accountId() {
        String who = who();
        int dot = who.indexOf('.');
        if (dot < 0) {
            throw new NotFound();
        }
        return UUID.fromString(who.substring(dot + 1));
    }

    /** The visit that the request belongs to; empty in the request that signs in. */
    @PermitAll
    public Optional<UUID> visitId() {
        String name = name();
        int at = name.indexOf('@');
        return at < 0 ? Optional.empty() : Optional.of(UUID.fromString(name.substring(at + 1)));
    }

    /** The name under which the caller stands in the audit trail. */
    @PermitAll
    public String actor() {
        return userId().toString();
    }

    private String who() {
        return name().split("@")[0];
    }

    private String name() {
        return context.getCallerPrincipal().getName();
    }
}
