package net.korax.ams.container;

import jakarta.enterprise.inject.spi.CDI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.korax.ams.account.Channel;
import net.korax.ams.account.IdentityCheck;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.card.CustodyService;
import net.korax.ams.card.PanIntake;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.charge.ReversalService;
import net.korax.ams.shared.Money;

/** Everything that a custodian can do with cards: each kind of use, with an open request of the customer's own for it. */
public final class CardUses {

    public static final Money PRICE = Money.of(4900, "EUR");

    /** What a custodian does under a request. */
    public interface Use {
        void under(UUID request) throws Exception;
    }

    /**
     * A kind of use.
     *
     * @param audited the operation under which it stands in the audit trail
     * @param request an open request for it
     * @param card the card of the request; null for an addition
     */
    public record Kind(String audited, UUID request, UUID card, Use use) {

        /** Uses the request up. */
        public void take() throws Exception {
            use.under(request);
        }
    }

    private CardUses() {}

    /** The six kinds, for a customer with three cards. They do not stand in each other's way. */
    public static List<Kind> askedFor(Customer customer) throws Exception {
        UUID card = customer.addCard(Customer.VISA);
        UUID toDelete = customer.addCard("6011111111111117");
        CustodyService custody = bean(CustodyService.class);
        ChargeService charges = bean(ChargeService.class);
        ReversalService reversals = bean(ReversalService.class);
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new Kind("charge.reverse", refund(customer, card), card, id -> reversals.refund(id, PRICE)));
        kinds.add(new Kind("charge.reverse", refund(customer, card), card, reversals::cancel));
        kinds.add(new Kind(
                "card.charge",
                record(customer, card, CardRequest.Operation.CHARGE, PRICE),
                card,
                id -> charges.charge(id, PRICE)));
        kinds.add(new Kind("card.add", record(customer, null, CardRequest.Operation.ADD, null), null, id -> {
            bean(PanIntake.class).take(Customer.MASTERCARD);
            custody.add(id, Customer.IN_TWO_YEARS, Customer.CARDHOLDER);
        }));
        kinds.add(new Kind(
                "card.change",
                record(customer, card, CardRequest.Operation.EDIT, null),
                card,
                id -> custody.edit(id, Customer.IN_TWO_YEARS, Customer.CARDHOLDER)));
        kinds.add(new Kind(
                "card.delete",
                record(customer, toDelete, CardRequest.Operation.DELETE, null),
                toDelete,
                custody::delete));
        return kinds;
    }

    /** Records a request as the clerk; its id. */
    public static UUID record(Customer customer, UUID card, CardRequest.Operation operation, Money ceiling)
            throws Exception {
        return Staff.clerk()
                .gets(() -> bean(CardRequestService.class)
                        .record(customer.account(), card, operation, ceiling, Channel.PHONE, IdentityCheck.CALL_BACK));
    }

    private static UUID refund(Customer customer, UUID card) throws Exception {
        UUID request = record(customer, card, CardRequest.Operation.CHARGE, PRICE);
        UUID charge = Staff.custodian()
                .gets(() -> bean(ChargeService.class).charge(request, PRICE))
                .getId();
        return Staff.clerk()
                .gets(() -> bean(ReversalService.class).record(charge, PRICE, Channel.PHONE, IdentityCheck.CALL_BACK));
    }

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }
}
