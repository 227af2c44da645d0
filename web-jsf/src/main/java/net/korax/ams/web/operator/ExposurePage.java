package net.korax.ams.web.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.card.ExposureService;
import net.korax.ams.card.ExposureService.ExposedCard;
import net.korax.ams.identity.StaffService;
import net.korax.ams.web.support.Notices;

/** Which cards a member of staff has used, and the mails to their customers, for the day when trust ends (P17). */
@Named("operatorExposure")
@RequestScoped
public class ExposurePage {

    @Inject
    private ExposureService service;

    @Inject
    private StaffService staff;

    private String number;
    private List<ExposedCard> cards = List.of();

    /** Reads the cards of the member of staff whom the address names; called when the page is opened. */
    public void load() {
        if (number != null) {
            cards = service.of(number);
        }
    }

    /** The numbers of all staff, in their order. */
    public List<String> getNumbers() {
        return staff.list().stream()
                .map(StaffService.StaffMember::staffNumber)
                .sorted()
                .toList();
    }

    /** Queues the mails to the customers whose cards these are. */
    public String tell() {
        Notices.done("operator", "exposure.told", service.tellCustomers(number));
        return "/operator/exposure.xhtml?faces-redirect=true&staff=" + number;
    }

    public List<ExposedCard> getCards() {
        return cards;
    }

    public String getNumber() {
        return number;
    }

    public void setNumber(String number) {
        this.number = number;
    }
}
