package net.korax.ams.web.customer;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.card.CardRequest;
import net.korax.ams.card.CardRequestService;
import net.korax.ams.charge.Charge;
import net.korax.ams.charge.ChargeService;
import net.korax.ams.charge.Posting;
import net.korax.ams.charge.Reversal;
import net.korax.ams.charge.ReversalService;
import net.korax.ams.contact.AssistedContactService;
import net.korax.ams.contact.ContactRequest;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;

/** What the customer asked to be done, in the portal or through our staff, and what was charged under it (P19, P22). */
@Named("customerRequests")
@RequestScoped
public class RequestsPage {

    @Inject
    private CardRequestService service;

    @Inject
    private ChargeService chargeService;

    @Inject
    private ReversalService reversalService;

    @Inject
    private AssistedContactService assistedService;

    @Inject
    private ExternalContext external;

    private List<CardRequest> requests;
    private List<ContactRequest> assisted;
    private List<Charge> charges;
    private List<Reversal> reversals;

    @PostConstruct
    void load() {
        requests = service.mine();
        assisted = assistedService.mine();
        charges = chargeService.mine();
        reversals = reversalService.mine();
    }

    /** Takes back the request that the button names. */
    public String withdraw() {
        service.withdraw(ObjectId.of(external.getRequestParameterMap().get("request")));
        Notices.done("customer", "requests.withdrawn");
        return "/customer/requests.xhtml?faces-redirect=true";
    }

    /** Asks for the charge back that the button names. */
    public String askBack() {
        reversalService.ask(ObjectId.of(external.getRequestParameterMap().get("charge")));
        Notices.done("customer", "charges.asked-back");
        return "/customer/requests.xhtml?faces-redirect=true";
    }

    public List<Reversal> reversalsOf(Charge charge) {
        return reversals.stream()
                .filter(reversal -> reversal.getChargeId().equals(charge.getId()))
                .toList();
    }

    /** Whether a charge can be asked back: something is left of it, and nobody is asking already. */
    public boolean isReturnable(Charge charge) {
        long given = reversalsOf(charge).stream()
                .filter(reversal -> reversal.getState() != Posting.State.DECLINED)
                .mapToLong(reversal -> reversal.getAmount().minor())
                .sum();
        boolean asked =
                requests.stream().anyMatch(request -> charge.getId().equals(request.getChargeId()) && request.isLive());
        return charge.getState() == Posting.State.APPROVED
                && given < charge.getAmount().minor()
                && !asked;
    }

    public List<CardRequest> getRequests() {
        return requests;
    }

    /** What staff have recorded of his wishes about contacts and the holder (P22). */
    public List<ContactRequest> getAssisted() {
        return assisted;
    }

    public List<Charge> getCharges() {
        return charges;
    }

    /** The state as the customer sees it: an open request that has grown too old is {@code EXPIRED}. */
    public String state(CardRequest request) {
        boolean tooOld = request.getState() == CardRequest.State.OPEN && !request.isLive();
        return tooOld ? "EXPIRED" : request.getState().name();
    }

    /** As for a card request. */
    public String state(ContactRequest request) {
        boolean tooOld = request.getState() == ContactRequest.State.OPEN && !request.isLive();
        return tooOld ? "EXPIRED" : request.getState().name();
    }

    public String chip(Charge charge) {
        return switch (charge.getState()) {
            case APPROVED -> "good";
            case DECLINED -> "bad";
            case INTENDED, UNKNOWN -> "warn";
        };
    }
}
