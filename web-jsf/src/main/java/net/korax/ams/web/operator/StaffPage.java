package net.korax.ams.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.component.UIComponent;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import net.korax.ams.identity.CustodianTrust;
import net.korax.ams.identity.Roles;
import net.korax.ams.identity.StaffService;
import net.korax.ams.identity.StaffService.StaffMember;
import net.korax.ams.shared.Refused;
import net.korax.ams.shared.Time;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;
import net.korax.ams.web.support.Refusals;

/** Those who work here, and who of them is trusted with cards (P17, P18). Days are days of UTC. */
@Named("operatorStaff")
@RequestScoped
public class StaffPage {

    private static final String HERE = "/operator/staff.xhtml?faces-redirect=true";

    @Inject
    private StaffService service;

    @Inject
    private Refusals refusals;

    @Inject
    private ExternalContext external;

    private List<StaffMember> staff;
    private String custodian;
    private String reason;
    private LocalDate lastDay;

    @PostConstruct
    void load() {
        staff = service.list();
    }

    /** Trusts the chosen custodian to the end of the last day. */
    public String trust() {
        try {
            service.trust(
                    ObjectId.of(custodian),
                    reason,
                    lastDay.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (Refused refused) {
            refusals.show(refused, refused.code().startsWith("trust.ends") ? "lastDay" : "custodian");
            return null;
        }
        Notices.done("operator", "staff.trusted", member(ObjectId.of(custodian)).userName());
        return HERE;
    }

    /** Validator of the reason. */
    public void checkReason(FacesContext context, UIComponent field, String typed) {
        refusals.check(field, () -> CustodianTrust.readReason(typed));
    }

    /** Ends the trust of the member whom the button names, and shows which cards he had used. */
    public String endTrust() {
        UUID user = ObjectId.of(external.getRequestParameterMap().get("user"));
        service.endTrust(user);
        Notices.done("operator", "staff.ended", member(user).userName());
        return "/operator/exposure.xhtml?faces-redirect=true&staff="
                + member(user).staffNumber();
    }

    private StaffMember member(UUID user) {
        return staff.stream()
                .filter(member -> member.id().equals(user))
                .findFirst()
                .orElseThrow();
    }

    public List<StaffMember> getStaff() {
        return staff;
    }

    /** Who has the role for cards and no trust that lasts. */
    public List<StaffMember> getUntrusted() {
        return staff.stream()
                .filter(member -> member.roles().contains(Roles.CARD_CUSTODIAN) && member.trust() == null)
                .toList();
    }

    public List<String> roles(StaffMember member) {
        return member.roles().stream().sorted().toList();
    }

    public LocalDate lastDay(CustodianTrust trust) {
        Instant lastMoment = trust.getEndsAt().minusNanos(1);
        return LocalDate.ofInstant(lastMoment, ZoneOffset.UTC);
    }

    public LocalDate getTomorrow() {
        return Time.today(ZoneOffset.UTC).plusDays(1);
    }

    public LocalDate getLatestDay() {
        return Time.today(ZoneOffset.UTC).plusYears(1);
    }

    public String getCustodian() {
        return custodian;
    }

    public void setCustodian(String custodian) {
        this.custodian = custodian;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public LocalDate getLastDay() {
        return lastDay;
    }

    public void setLastDay(LocalDate lastDay) {
        this.lastDay = lastDay;
    }
}
