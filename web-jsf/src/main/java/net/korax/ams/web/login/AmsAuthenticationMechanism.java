package net.korax.ams.web.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.AutoApplySession;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import net.korax.ams.web.support.SecurityHeadersFilter;

/**
 * Container-managed authentication (P08, P18). A page hands over what was typed through {@code SecurityContext.authenticate};
 * whoever asks for a protected page without being signed in is sent to the door of that page's audience. Nothing is remembered
 * from the refused request, so no address of ours carries where to go next.
 */
@ApplicationScoped
@AutoApplySession
public class AmsAuthenticationMechanism implements HttpAuthenticationMechanism {

    private static final List<String> STAFF_AREAS = List.of("/staff/", "/custodian/", "/operator/", "/auditor/");

    @Inject
    private IdentityStoreHandler stores;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        Credential credential = context.getAuthParameters().getCredential();
        if (credential instanceof AmsCredential) {
            return context.notifyContainerAboutLogin(stores.validate(credential));
        }
        if (!context.isProtected()) {
            return context.doNothing();
        }
        SecurityHeadersFilter.harden(response);
        return context.redirect(request.getContextPath() + door(request));
    }

    private static String door(HttpServletRequest request) {
        String path = request.getServletPath();
        return STAFF_AREAS.stream().anyMatch(path::startsWith) ? "/staff-sign-in.xhtml" : "/sign-in.xhtml";
    }
}
