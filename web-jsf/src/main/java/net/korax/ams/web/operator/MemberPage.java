package net.korax.ams.web.operator;

import jakarta.faces.component.UIComponent;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import net.korax.ams.identity.CustodianTrust;
import net.korax.ams.identity.Employment;
import net.korax.ams.identity.StaffService;
import net.korax.ams.identity.StaffService.StaffMember;
import net.korax.ams.identity.TrustService;
import net.korax.ams.identity.UserService;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;
import net.korax.ams.web.support.Refusals;

/** One member of staff: his roles, the trust in him, how he leaves and begins again. Days are days of UTC. */
@Named("operatorMember")
@ViewScoped
public class MemberPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient StaffService service;

    @Inject
    private transient TrustService trust;

    @Inject
    private transient UserService users;

    @Inject
    private transient Refusals refusals;

    private String id;
    private RoleForm roles = new RoleForm();
    private String reason;
    private LocalDate lastDay;
    private String leavingReason;
    private LocalDate leavingLastDay;
    private transient StaffMember member;
    private transient String link;

    /** Reads the member whom the address names; called once, when the page is opened. */
    public void load() {
        roles = RoleForm.of(getMember().roles());
    }

    public String changeRoles() {
        service.changeRoles(user(), roles.roles());
        return done("member.roles.done");
    }

    /** Proposes trust to the end of the last day. */
    public String propose() {
        try {
            trust.propose(
                    user(),
                    reason,
                    lastDay.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (Refused refused) {
            refusals.show(refused, refused.code().startsWith("trust.ends") ? "lastDay" : "reason");
            return null;
        }
        return done("member.proposed.done");
    }

    /** Ends the trust, and shows which cards he had used. */
    public String endTrust() {
        trust.end(user());
        Notices.done("operator", "staff.ended", getMember().userName());
        return "/operator/exposure.xhtml?faces-redirect=true&staff="
                + getMember().staffNumber();
    }

    public String disable() {
        try {
            service.disable(user(), leavingReason, leavingLastDay);
        } catch (Refused refused) {
            refusals.show(refused, "leavingLastDay");
            return null;
        }
        return done(leavingLastDay == null ? "member.disabled" : "member.leaves.done");
    }

    public String stay() {
        service.stay(user());
        return done("member.stays");
    }

    public void inviteAgain() {
        link = service.inviteAgain(user());
    }

    private String done(String text) {
        Notices.done("operator", text, getMember().userName());
        return "/operator/member.xhtml?faces-redirect=true&id=" + id;
    }

    /** Validator of the reason for trust. */
    public void checkReason(FacesContext context, UIComponent field, String typed) {
        refusals.check(field, () -> CustodianTrust.readReason(typed));
    }

    /** Validator of the reason for leaving. */
    public void checkLeavingReason(FacesContext context, UIComponent field, String typed) {
        refusals.check(field, () -> Employment.readReason(typed));
    }

    public StaffMember getMember() {
        if (member == null) {
            UUID user = user();
            member = service.list().stream()
                    .filter(any -> any.id().equals(user))
                    .findFirst()
                    .orElseThrow(NotFound::new);
        }
        return member;
    }

    private UUID user() {
        return ObjectId.of(id);
    }

    public boolean isMe() {
        return users.me().getId().equals(getMember().id());
    }

    /** Whether the caller may change anything of him. */
    public boolean isChangeable() {
        return getMember().active() && !isMe();
    }

    /** Null before he is invited again. */
    public String getLink() {
        return link;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public RoleForm getRoles() {
        return roles;
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

    public String getLeavingReason() {
        return leavingReason;
    }

    public void setLeavingReason(String leavingReason) {
        this.leavingReason = leavingReason;
    }

    public LocalDate getLeavingLastDay() {
        return leavingLastDay;
    }

    public void setLeavingLastDay(LocalDate leavingLastDay) {
        this.leavingLastDay = leavingLastDay;
    }
}
