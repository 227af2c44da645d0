package net.korax.ams.web.auditor;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import net.korax.ams.card.ExposureService;
import net.korax.ams.card.ExposureService.ExposedCard;
import net.korax.ams.identity.StaffService;

/** Which cards a member of staff has used, and when (P17). */
@Named("auditorExposure")
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
        return staff.numbers().values().stream().sorted().toList();
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
