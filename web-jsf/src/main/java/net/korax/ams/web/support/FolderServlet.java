package net.korax.ams.web.support;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Folders, under their bare name and with a slash. Servers answer those by themselves, some before any filter and without our headers, some
 * not at all, unless something is mapped there: an area leads to its first page, the folder of resources is none of anybody's.
 */
public class FolderServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** What an area begins with: the first of these that it has. */
    private static final List<String> FIRST_PAGES =
            List.of("overview.xhtml", "queue.xhtml", "house.xhtml", "trail.xhtml", "visits.xhtml");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        // Open Liberty takes the slash at the end for what follows the path of the servlet.
        String folder = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        if (folder.startsWith("/resources")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (folder.endsWith("/")) {
            request.getRequestDispatcher(firstPage(folder)).forward(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", request.getContextPath() + folder + "/");
        }
    }

    private String firstPage(String folder) {
        Set<String> pages = getServletContext().getResourcePaths(folder);
        return FIRST_PAGES.stream()
                .map(folder::concat)
                .filter(pages::contains)
                .findFirst()
                .orElseThrow();
    }
}
