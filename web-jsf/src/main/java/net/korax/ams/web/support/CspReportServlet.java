package net.korax.ams.web.support;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes browsers' reports of a broken content policy. Anybody can send one, so it reads a little, keeps only the name of
 * the directive (letters and hyphens), and answers the same to everybody.
 */
public class CspReportServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = Logger.getLogger(CspReportServlet.class.getName());
    private static final Pattern DIRECTIVE =
            Pattern.compile("\"(?:effective-directive|effectiveDirective)\"\\s*:\\s*\"([a-z-]{1,40})");
    private static final int LONGEST_REPORT = 8_192;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String report = new String(request.getInputStream().readNBytes(LONGEST_REPORT), StandardCharsets.UTF_8);
        Matcher directive = DIRECTIVE.matcher(report);
        if (directive.find()) {
            LOG.log(
                    Level.WARNING,
                    "A browser stopped something that broke the content policy: {0}.",
                    directive.group(1));
            RefusalFilter.note(request, "request.content-policy");
        }
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
