package net.korax.ams.web.support;

import jakarta.ejb.EJB;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.korax.ams.erasure.Certificate;
import net.korax.ams.erasure.ErasureService;
import net.korax.ams.shared.NotFound;

/** A certificate of erasure as a file, {@code /certificate.pdf} or {@code /certificate.json}, for whoever knows its id. */
public class CertificateServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @EJB
    private transient ErasureService erasures;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<Certificate> found = find(request.getParameter("id"));
        if (found.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Certificate certificate = found.get();
        boolean pdf = request.getServletPath().endsWith(".pdf");
        byte[] file = pdf
                ? new CertificateSheet(certificate, Preferences.locale(request)).pdf()
                : certificate.json().getBytes(StandardCharsets.UTF_8);
        response.setContentType(pdf ? "application/pdf" : "application/json");
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"erasure-" + certificate.id() + (pdf ? ".pdf" : ".json") + "\"");
        response.setContentLength(file.length);
        response.getOutputStream().write(file);
    }

    private Optional<Certificate> find(String id) {
        try {
            return erasures.certificate(ObjectId.of(id));
        } catch (NotFound none) {
            return Optional.empty();
        }
    }
}
