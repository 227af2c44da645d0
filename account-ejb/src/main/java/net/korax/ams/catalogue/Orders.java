package net.korax.ams.catalogue;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import net.korax.ams.account.Account;
import net.korax.ams.account.Accounts;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.audit.AuditTrail;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;

/** Steps of ordering in {@code ams_core}; no page reaches them. */
@Dependent
public class Orders {

    @PersistenceContext(unitName = "ams-core")
    private EntityManager core;

    @Inject
    private Accounts accounts;

    @Inject
    private AuditTrail trail;

    /** @throws Refused {@code offer.withdrawn} when the service can't be ordered any more, {@code account.closing} */
    @Transactional
    public ServiceOrder place(UUID accountId, String offerCode, String actor) {
        if (accounts.get(accountId).getStatus() != Account.Status.ACTIVE) {
            throw new Refused("account.closing");
        }
        ServiceOffer offer = offerCode == null ? null : core.find(ServiceOffer.class, offerCode);
        if (offer == null) {
            throw new NotFound();
        }
        if (!offer.isActive()) {
            throw new Refused("offer.withdrawn");
        }
        ServiceOrder order = new ServiceOrder(accountId, offer);
        core.persist(order);
        trail.record(core, AuditEntry.done(actor, "order.place", accountId, order.getId()));
        return order;
    }

    /** Moves an order on; an order that has gone is passed over. */
    @Transactional
    public void become(UUID orderId, ServiceOrder.Status status) {
        ServiceOrder order = core.find(ServiceOrder.class, orderId);
        if (order != null) {
            order.become(status);
        }
    }

    /** Removes the orders of an account that is being erased; the number removed. */
    @Transactional
    public int erase(UUID accountId) {
        return core.createQuery("delete from ServiceOrder o where o.accountId = :account")
                .setParameter("account", accountId)
                .executeUpdate();
    }

    @Transactional
    List<ServiceOrder> ofAccount(UUID accountId) {
        return core.createQuery(
                        "select o from ServiceOrder o where o.accountId = :account order by o.placedAt desc",
                        ServiceOrder.class)
                .setParameter("account", accountId)
                .setMaxResults(100)
                .getResultList();
    }

    @Transactional
    List<ServiceOffer> offers() {
        return core.createQuery("select o from ServiceOffer o order by o.position, o.code", ServiceOffer.class)
                .getResultList();
    }

    EntityManager store() {
        return core;
    }
}
