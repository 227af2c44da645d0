package net.korax.ams.web.support;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Folders, under their bare name and with a slash. Servers answer those by themselves, some before any filter and without our headers, some
 * not at all, unless something is mapped there: an area leads to its first page, the folder of resources is none of anybody's. Open Liberty
 * takes a slash at the end for the welcome file that it leads to.
 */
public class FolderServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Pattern WELCOME = Pattern.compile("/index\\.xhtml$");

    /** What an area begins with: the first of these that it has. */
    private static final List<String> FIRST_PAGES =
            List.of("overview.xhtml", "queue.xhtml", "house.xhtml", "trail.xhtml", "visits.xhtml");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String folder = WELCOME.matcher(request.getServletPath()).replaceFirst("/");
        if (request.getPathInfo() != null || folder.startsWith("/resources")) {
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
