package net.korax.ams.identity;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.UUID;
import net.korax.ams.shared.NotFound;

/** Who calls, as the container knows it. The principal's name is opaque: a user id, and for a customer the account id. */
@Stateless
@DenyAll
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class Caller {

    @Resource
    private SessionContext context;

    /** The user's id. */
    @PermitAll
    public UUID userId() {
        String name = context.getCallerPrincipal().getName();
        int dot = name.indexOf('.');
        return UUID.fromString(dot < 0 ? name : name.substring(0, dot));
    }

    /**
     * The customer's account.
     *
     * @throws NotFound when the caller is no customer
     */
    @PermitAll
    public UUID accountId() {
        String name = context.getCallerPrincipal().getName();
        int dot = name.indexOf('.');
        if (dot < 0) {
            throw new NotFound();
        }
        return UUID.fromString(name.substring(dot + 1));
    }

    /** The name under which the caller stands in the audit trail. */
    @PermitAll
    public String actor() {
        return userId().toString();
    }
}
