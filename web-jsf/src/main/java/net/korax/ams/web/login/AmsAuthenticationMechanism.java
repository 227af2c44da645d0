package net.korax.ams.web.login;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.korax.ams.erasure.ErasureService;
import net.korax.ams.identity.Audience;
import net.korax.ams.identity.KnownVisit;
import net.korax.ams.identity.VisitLedger;
import net.korax.ams.identity.VisitToken;
import net.korax.ams.web.support.FaultPage;
import net.korax.ams.web.support.OpeningFilter;
import net.korax.ams.web.support.RefusalFilter;
import net.korax.ams.web.support.RequestRules;
import net.korax.ams.web.support.SameOriginFilter;
import net.korax.ams.web.support.SecurityHeadersFilter;
import net.korax.ams.web.support.StoreFailureFilter;

/**
 * Container-managed authentication (P08, P18). A page hands over what was typed through {@code SecurityContext.authenticate}; from
 * then on the container is told the caller anew with each request, from the visit that the cookie refers to. Nothing about him is
 * remembered on a node, so a node that dies logs nobody out, and who is disabled is out everywhere.
 *
 * <p>Whoever asks for a protected page without being signed in is sent to the door of that page's audience. Nothing is remembered from
 * the refused request, so no address of ours carries where to go next.
 */
@ApplicationScoped
public class AmsAuthenticationMechanism implements HttpAuthenticationMechanism {

    private static final Logger LOG = Logger.getLogger(AmsAuthenticationMechanism.class.getName());
    private static final String RESOURCES = "/jakarta.faces.resource/";

    @Inject
    private IdentityStoreHandler stores;

    @EJB
    private VisitLedger visits;

    @EJB
    private ErasureService erasures;

    @Inject
    private Reach reach;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        if (!erasures.isReady()) {
            return notOpen(response);
        }
        Credential credential = context.getAuthParameters().getCredential();
        if (credential instanceof AmsCredential
                || credential instanceof CodeCredential
                || credential instanceof PasskeyCredential) {
            return context.notifyContainerAboutLogin(
                    reach.admits(request, audience(credential))
                            ? stores.validate(credential)
                            : CredentialValidationResult.INVALID_RESULT);
        }
        if (request.getServletPath().startsWith(RESOURCES)) {
            return context.doNothing();
        }
        try {
            return whoComes(request, response, context);
        } catch (RuntimeException failure) {
            return unavailable(request, response, failure);
        }
    }

    private AuthenticationStatus whoComes(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
            throws AuthenticationException {
        Optional<VisitToken> token = VisitCookie.read(request);
        Optional<SessionBinding> binding = SessionBinding.of(request);
        if (binding.isPresent() && !binding.get().fits(token)) {
            return halfMissing(request, response, binding.get());
        }
        Optional<KnownVisit> known = token.flatMap(visits::recognise);
        if (token.isPresent() && known.isEmpty()) {
            // Its visit has ended, here or elsewhere, and with it what the session holds of it.
            SessionBinding.endSession(request);
            VisitCookie.takeBack(response);
        }
        Optional<KnownVisit> visit = known.filter(any -> isAdmitted(request, any));
        int refusal = context.isProtected() ? refusal(request) : 0;
        if (refusal > 0) {
            visit.ifPresent(any -> FaultPage.tell(request, any.roles()));
            return refuse(response, refusal);
        }
        if (visit.isEmpty()) {
            return nobody(request, response, context);
        }
        if (binding.isEmpty()) {
            SessionBinding.tie(request, visit.get().id(), token.get());
        }
        return context.notifyContainerAboutLogin(
                visit.get().principal(), visit.get().roles());
    }

    private static AuthenticationStatus notOpen(HttpServletResponse response) throws AuthenticationException {
        try {
            OpeningFilter.refuse(response);
        } catch (IOException e) {
            throw new AuthenticationException(e);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }

    /** @throws RuntimeException the failure itself, when it does not lie with a store */
    private static AuthenticationStatus unavailable(
            HttpServletRequest request, HttpServletResponse response, RuntimeException failure)
            throws AuthenticationException {
        try {
            if (StoreFailureFilter.answer(request, response, failure)) {
                return AuthenticationStatus.SEND_FAILURE;
            }
        } catch (IOException e) {
            throw new AuthenticationException(e);
        }
        throw failure;
    }

    private boolean isAdmitted(HttpServletRequest request, KnownVisit visit) {
        boolean admitted = reach.admits(request, visit.audience());
        if (!admitted && visit.audience() == Audience.STAFF) {
            reach.refused(request, visit.id());
        }
        return admitted;
    }

    /** What the filters answer, for pages of which the container asks who comes before it asks a filter; 0 for nothing. */
    private int refusal(HttpServletRequest request) {
        int refusal = SameOriginFilter.refusal(request);
        if (refusal == 0) {
            refusal = RequestRules.refusal(request);
        }
        if (refusal == 0 && reach.hides(request)) {
            if (Reach.isOfStaff(request)) {
                reach.refused(request, null);
            }
            return HttpServletResponse.SC_NOT_FOUND;
        }
        return refusal;
    }

    private static AuthenticationStatus nobody(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        if (!context.isProtected()) {
            return context.doNothing();
        }
        SecurityHeadersFilter.harden(response);
        return context.redirect(request.getContextPath() + door(request));
    }

    /** One half came without the other: somebody has got hold of the session's id, and nobody goes on with it. */
    private AuthenticationStatus halfMissing(
            HttpServletRequest request, HttpServletResponse response, SessionBinding binding)
            throws AuthenticationException {
        LOG.log(Level.WARNING, "Ended a visit whose second cookie was missing or wrong.");
        visits.halfMissing(binding.visit());
        RefusalFilter.remembered(request);
        SessionBinding.endSession(request);
        return refuse(response, HttpServletResponse.SC_FORBIDDEN);
    }

    private static AuthenticationStatus refuse(HttpServletResponse response, int status)
            throws AuthenticationException {
        try {
            response.sendError(status);
        } catch (IOException e) {
            throw new AuthenticationException(e);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }

    private static Audience audience(Credential credential) {
        if (credential instanceof PasskeyCredential answered) {
            return answered.audience();
        }
        return credential instanceof AmsCredential typed ? typed.audience() : ((CodeCredential) credential).audience();
    }

    private static String door(HttpServletRequest request) {
        return Reach.isOfStaff(request) ? Reach.STAFF_DOOR : "/sign-in.xhtml";
    }
}
