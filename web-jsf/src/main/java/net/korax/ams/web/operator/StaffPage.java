package net.korax.ams.web.operator;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.UUID;
import net.korax.ams.identity.CustodianTrust;
import net.korax.ams.identity.Invitation;
import net.korax.ams.identity.StaffService;
import net.korax.ams.identity.StaffService.StaffMember;
import net.korax.ams.identity.TrustService;
import net.korax.ams.identity.UserService;
import net.korax.ams.web.support.Notices;
import net.korax.ams.web.support.ObjectId;

/** Those who work here or did, who is invited, and whose trust waits for a second operator (P17, P18). */
@Named("operatorStaff")
@RequestScoped
public class StaffPage {

    private static final String HERE = "/operator/staff.xhtml?faces-redirect=true";

    @Inject
    private StaffService service;

    @Inject
    private TrustService trust;

    @Inject
    private UserService users;

    @Inject
    private ExternalContext external;

    private List<StaffMember> staff;
    private List<Invitation> invitations;

    @PostConstruct
    void load() {
        staff = service.list();
        invitations = service.invitations();
    }

    /** Approves the proposal that the button names. */
    public String approve() {
        trust.approve(named("trust"));
        Notices.done("operator", "staff.trusted");
        return HERE;
    }

    /** Refuses it, or takes it back. */
    public String refuse() {
        trust.refuse(named("trust"));
        Notices.done("operator", "staff.refused");
        return HERE;
    }

    /** Takes back the invitation that the button names. */
    public String withdraw() {
        service.withdraw(named("invitation"));
        Notices.done("operator", "staff.withdrawn");
        return HERE;
    }

    private UUID named(String parameter) {
        return ObjectId.of(external.getRequestParameterMap().get(parameter));
    }

    /** Whose trust waits. */
    public List<StaffMember> getProposals() {
        return staff.stream().filter(member -> member.proposed() != null).toList();
    }

    public boolean isMine(CustodianTrust proposal) {
        return proposal.getGrantedBy().equals(users.me().getId());
    }

    public String nameOf(UUID user) {
        return staff.stream()
                .filter(member -> member.id().equals(user))
                .map(StaffMember::userName)
                .findFirst()
                .orElseThrow();
    }

    public List<StaffMember> getStaff() {
        return staff;
    }

    public List<Invitation> getInvitations() {
        return invitations;
    }
}
