package net.korax.ams.charge;

import java.util.UUID;
import java.util.function.Consumer;
import net.korax.ams.audit.AuditEntry;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.SampleCards;

/** Charges of samples, all of them approved. */
public final class SampleCharge {

    private SampleCharge() {}

    /** @param custodian who carries the request out */
    public static void of(
            CardRequest request,
            SampleCards cards,
            UUID custodian,
            String staffNumber,
            Consumer<Object> rows,
            Consumer<AuditEntry> trail) {
        Charge charge = new Charge(request, request.getCeiling());
        cards.charged(request, custodian, staffNumber);
        trail.accept(AuditEntry.done(custodian.toString(), "charge.intend", request.getAccountId(), charge.getId())
                .under(request.getId()));
        charge.answered(SampleCards.approved("sample-" + charge.getId()));
        trail.accept(AuditEntry.done(AuditEntry.SYSTEM, "charge.approved", request.getAccountId(), charge.getId())
                .under(request.getId()));
        rows.accept(request);
        rows.accept(charge);
    }
}
