package net.korax.ams.web.login;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import net.korax.ams.identity.PasskeyChallenge;
import net.korax.ams.identity.PasskeyService;
import net.korax.ams.identity.VisitService;
import net.korax.ams.identity.VisitToken;
import net.korax.ams.shared.NotFound;
import net.korax.ams.shared.Refused;
import net.korax.ams.web.support.AwaitedPasskey;
import net.korax.ams.web.support.RefusalFilter;

/**
 * Gives passkey.js what to ask the authenticator, and takes the answer that proves again who is there. The answers that let somebody in
 * or add a passkey come with forms.
 */
public class PasskeyServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final int TOO_MANY_REQUESTS = 429;

    @EJB
    private transient PasskeyService passkeys;

    @EJB
    private transient VisitService visits;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String ask = String.valueOf(request.getParameter("ask"));
            switch (ask) {
                case "sign-in" -> ask(passkeys.askAtTheDoor(awaited(request)), request, response);
                case "prove" -> ask(passkeys.askAgain(), request, response);
                default -> prove(request, response);
            }
        } catch (EJBAccessException | NotFound nobody) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        } catch (Refused refused) {
            RefusalFilter.remembered(request);
            response.setStatus(
                    "proof.too-soon".equals(refused.code()) ? TOO_MANY_REQUESTS : HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static UUID awaited(HttpServletRequest request) {
        return AwaitedCode.in(request).map(AwaitedCode::user).orElse(null);
    }

    private static void ask(PasskeyChallenge challenge, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setContentType("application/json");
        response.getWriter().write(AwaitedPasskey.of(challenge, request));
    }

    private void prove(HttpServletRequest request, HttpServletResponse response) {
        VisitToken renewed = passkeys.prove(AwaitedPasskey.in(request), request.getParameter("answer"));
        SessionBinding.tie(request, visits.current(), renewed);
        VisitCookie.give(response, renewed);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
