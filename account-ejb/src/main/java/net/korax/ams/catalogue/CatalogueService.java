package net.korax.ams.catalogue;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.identity.Caller;
import net.korax.ams.identity.Roles;
import net.korax.ams.shared.InvalidValue;
import net.korax.ams.shared.Money;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/** The catalogue: read by everybody, kept by the operator; and the customer's own orders. */
@Stateless
@DenyAll
public class CatalogueService {

    @Inject
    private Orders orders;

    @Inject
    private AuditTrail trail;

    @Inject
    private Caller caller;

    /** What can be ordered now. */
    @PermitAll
    public List<ServiceOffer> offers() {
        return orders.offers().stream().filter(ServiceOffer::isActive).toList();
    }

    /** Every offer, withdrawn ones too. */
    @RolesAllowed({Roles.OPERATOR, Roles.CUSTOMER, Roles.STAFF, Roles.CARD_CUSTODIAN})
    public List<ServiceOffer> allOffers() {
        return orders.offers();
    }

    /** The customer's own orders, newest first. */
    @RolesAllowed(Roles.CUSTOMER)
    public List<ServiceOrder> myOrders() {
        return orders.ofAccount(caller.accountId());
    }

    @RolesAllowed({Roles.STAFF, Roles.CARD_CUSTODIAN})
    public List<ServiceOrder> ordersOf(UUID accountId) {
        return orders.ofAccount(accountId);
    }

    /** @throws Refused {@code offer.exists} */
    @RolesAllowed(Roles.OPERATOR)
    public void add(String code, OfferText english, OfferText french, Money price) {
        if (code == null || !code.matches("[a-z0-9-]{2,40}")) {
            throw new InvalidValue("offer.code");
        }
        List<ServiceOffer> all = orders.offers();
        if (all.stream().anyMatch(offer -> offer.getCode().equals(code))) {
            throw new Refused("offer.exists");
        }
        int last = all.stream().mapToInt(ServiceOffer::position).max().orElse(0);
        orders.store().persist(new ServiceOffer(code, english, french, price, last + 1));
        trail.record(orders.store(), AuditEntry.done(caller.actor(), "offer.add", null, null));
    }

    /** Changes an offer, or withdraws it; orders placed before keep their price. */
    @RolesAllowed(Roles.OPERATOR)
    public void change(String code, OfferText english, OfferText french, Money price, boolean active) {
        ServiceOffer offer = orders.store().find(ServiceOffer.class, code);
        if (offer == null) {
            throw new NotFound();
        }
        offer.change(english, french, price, active);
        trail.record(orders.store(), AuditEntry.done(caller.actor(), "offer.change", null, null));
    }
}
