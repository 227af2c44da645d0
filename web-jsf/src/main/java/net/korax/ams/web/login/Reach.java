package net.korax.ams.web.login;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import net.korax.ams.audit.RefusalLog;
import net.korax.ams.identity.Audience;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.Time;

/**
 * Who is reachable from where (PCI 1.4.2, ASVS 15.3.4). The pages of the staff are there for the networks of {@code ams.staff.networks}
 * alone, and with {@code ams.staff.port} on that listener alone, which then has nothing for customers. Elsewhere they are as if they did
 * not exist, and a visit of the staff is nobody's. Whoever comes through one of {@code ams.proxies} is who the last of them names;
 * through any other proxy nobody comes to the staff.
 */
@ApplicationScoped
public class Reach {

    static final String STAFF_DOOR = "/staff-sign-in.xhtml";

    private static final Logger LOG = Logger.getLogger(Reach.class.getName());
    private static final String NETWORKS = "ams.staff.networks";
    private static final String PORT = "ams.staff.port";
    private static final String PROXIES = "ams.proxies";

    /** Loopback, RFC 1918, RFC 4193, link-local. */
    private static final String PRIVATE =
            "127.0.0.0/8,::1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7,169.254.0.0/16,fe80::/10";

    /** Before one is signed in: the door, the second step, the way to a sign-in provider and back, and invitations. */
    private static final Set<String> STAFF_PAGES =
            Set.of(STAFF_DOOR, "/staff-sign-in-code.xhtml", StaffSsoPage.PAGE, "/sso/back", "/enrol.xhtml");

    private static final List<String> STAFF_AREAS =
            List.of("/staff/", "/custodian/", "/operator/", "/auditor/", "/desk/");
    private static final Set<String> FOR_BOTH =
            Set.of("/preferences", "/csp-report", "/passkey", "/fault.xhtml", "/promises.xhtml", "/cookies.xhtml");
    private static final String RESOURCES = "/jakarta.faces.resource/";
    private static final Set<String> STARTS = Set.of("/", "/index.xhtml", "/sign-in.xhtml");

    /** So many refusals a minute are remembered, each caller's once: nobody fills the trail by knocking. */
    private static final int MOST_REMEMBERED = 256;

    private final Networks networks;
    private final Networks proxies;
    private final int staffPort;
    private final Set<String> remembered = new HashSet<>();
    private Instant minute = Instant.EPOCH;

    @EJB
    private RefusalLog refusals;

    /** @throws IllegalStateException with one sentence when a setting is wrong */
    public Reach() {
        this(
                Configuration.get(NETWORKS).orElse(PRIVATE),
                Configuration.get(PORT).orElse(null),
                Configuration.get(PROXIES).orElse(""));
    }

    Reach(String networks, String staffPort, String proxies) {
        this.networks = Networks.of("AMS_STAFF_NETWORKS", networks);
        this.proxies = Networks.of("AMS_PROXIES", proxies);
        this.staffPort = staffPort == null ? 0 : port(staffPort);
    }

    /** Reads the settings while the application starts: with a wrong one it does not start. */
    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        LOG.log(
                Level.INFO,
                staffPort == 0
                        ? "The staff are served on every listener."
                        : "The staff are served on port " + staffPort + " alone.");
    }

    /** Whether the page is none for this caller on this listener. */
    boolean hides(HttpServletRequest request) {
        String path = path(request);
        if (isOfStaff(path)) {
            return !admits(request, Audience.STAFF);
        }
        return isOnStaffListener(request) && !FOR_BOTH.contains(path) && !path.startsWith(RESOURCES);
    }

    /** Whether somebody of this audience may be somebody here. */
    boolean admits(HttpServletRequest request, Audience audience) {
        if (audience == Audience.CUSTOMER) {
            return !isOnStaffListener(request);
        }
        return (staffPort == 0 || isOnStaffListener(request))
                && !isThroughAStranger(request)
                && networks.contains(caller(request));
    }

    /** Through a proxy that nobody has named, which would make everybody seem to come from its own network. */
    private boolean isThroughAStranger(HttpServletRequest request) {
        return request.getHeaders("X-Forwarded-For").hasMoreElements() && !proxies.contains(request.getRemoteAddr());
    }

    /** Whether it was one of our proxies that sent it. */
    boolean isThroughOurProxy(HttpServletRequest request) {
        return proxies.contains(request.getRemoteAddr());
    }

    /** Whether the start page was asked for where there is but the staff's. */
    boolean leadsToStaffDoor(HttpServletRequest request) {
        return STARTS.contains(path(request)) && isOnStaffListener(request) && admits(request, Audience.STAFF);
    }

    static boolean isOfStaff(HttpServletRequest request) {
        return isOfStaff(path(request));
    }

    /** Leaves a record of a page of the staff, or a visit of theirs, that was refused. */
    void refused(HttpServletRequest request, UUID visit) {
        if (isNewThisMinute(caller(request))) {
            LOG.log(Level.WARNING, "Refused pages of the staff to a caller from outside.");
            refusals.refused("anonymous", "staff.reach", null, visit);
        }
    }

    private synchronized boolean isNewThisMinute(String caller) {
        Instant now = Time.now().truncatedTo(ChronoUnit.MINUTES);
        if (!now.equals(minute)) {
            minute = now;
            remembered.clear();
        }
        return remembered.size() < MOST_REMEMBERED && remembered.add(caller);
    }

    private boolean isOnStaffListener(HttpServletRequest request) {
        return staffPort != 0 && request.getLocalPort() == staffPort;
    }

    /** The last of the hops that is no proxy of ours; nobody ("") behind a proxy that names nobody. */
    String caller(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        if (!proxies.contains(address)) {
            return address;
        }
        List<String> hops = Collections.list(request.getHeaders("X-Forwarded-For")).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .map(String::strip)
                .toList();
        for (int i = hops.size() - 1; i > 0; i--) {
            if (!proxies.contains(hops.get(i))) {
                return hops.get(i);
            }
        }
        return hops.isEmpty() ? "" : hops.get(0);
    }

    private static boolean isOfStaff(String path) {
        return STAFF_PAGES.contains(path) || STAFF_AREAS.stream().anyMatch(area -> (path + "/").startsWith(area));
    }

    /** As the container maps it; in lower case, because some file systems find pages so. */
    private static String path(HttpServletRequest request) {
        String more = request.getPathInfo();
        return (request.getServletPath() + (more == null ? "" : more)).toLowerCase(Locale.ROOT);
    }

    private static int port(String text) {
        if (text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535) {
            return Integer.parseInt(text);
        }
        throw new IllegalStateException(
                "The setting AMS_STAFF_PORT has to be a port number between 1 and 65535, not \"" + text + "\".");
    }
}
