package net.korax.ams.web.login;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.korax.ams.identity.SignInProvider;

/**
 * Where a sign-in provider sends a browser back to. It comes from another site, so it brings none of our cookies, which are all strict; this
 * answer leads it on from here, and then it brings them. Nothing is kept or believed here, and no session is begun.
 */
public class ProviderReturnServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (SignInProvider.configured().isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String code = request.getParameter("code");
        String onward = request.getContextPath() + StaffSsoPage.PAGE + "?state="
                + encoded(request.getParameter("state")) + (code == null ? "" : "&code=" + encoded(code));
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Refresh", "0;url=" + onward);
        response.getWriter()
                .write("<!DOCTYPE html><html lang=\"en\"><head><title>Korax AMS</title></head><body><a href=\""
                        + onward.replace("&", "&amp;") + "\">Korax AMS</a></body></html>");
    }

    private static String encoded(String given) {
        return given == null ? "" : URLEncoder.encode(given, StandardCharsets.UTF_8);
    }
}
