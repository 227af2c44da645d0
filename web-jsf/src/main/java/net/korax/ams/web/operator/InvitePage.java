package net.korax.ams.web.operator;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import net.korax.ams.identity.StaffService;
import net.korax.ams.identity.UserName;

/** An invitation to work here; its link is shown in the one answer to the form, and never again. */
@Named("operatorInvite")
@RequestScoped
public class InvitePage {

    @Inject
    private StaffService service;

    private final RoleForm roles = new RoleForm();
    private UserName userName;
    private String link;

    public void invite() {
        link = service.invite(userName, roles.roles());
    }

    /** Null before somebody is invited. */
    public String getLink() {
        return link;
    }

    public RoleForm getRoles() {
        return roles;
    }

    public UserName getUserName() {
        return userName;
    }

    public void setUserName(UserName userName) {
        this.userName = userName;
    }
}
