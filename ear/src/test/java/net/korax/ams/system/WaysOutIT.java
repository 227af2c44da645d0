package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** P01: no page, mail, picture or call of the server reaches anybody outside; all that this layer does works without a network. */
@ExtendWith(House.Resolver.class)
class WaysOutIT {

    /** An address of TEST-NET-1, which nobody has (RFC 5737). */
    private static final InetSocketAddress OUTSIDE = new InetSocketAddress("192.0.2.1", 443);

    @Test
    void theBrowserTests_runWhereThereIsNoNetwork() throws SocketException {
        assumeTrue("yes".equals(System.getenv("AMS_ISOLATED")), "only root on Linux can take the network away");
        assertEquals(
                List.of("lo"),
                NetworkInterface.networkInterfaces()
                        .map(NetworkInterface::getName)
                        .toList());
        assertThrows(IOException.class, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(OUTSIDE, 2_000);
            }
        });
    }

    @Test
    void theServer_isInTheSamePlace(House house) throws IOException {
        assumeTrue("yes".equals(System.getenv("AMS_ISOLATED")), "only root on Linux can take the network away");
        assertEquals(
                network(ProcessHandle.current()),
                network(house.server()),
                "the server has another network than the tests");
    }

    private static String network(ProcessHandle process) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/net"))
                .toString();
    }

    @Test
    @Tag("P01")
    @Tag("R25")
    void theBrowser_seesOneOrigin(House house) {
        Set<String> origins = new TreeSet<>();
        Map<String, List<Pages.Opening>> byPerson =
                house.openings().stream().collect(Collectors.groupingBy(Pages.Opening::who));
        byPerson.forEach((who, openings) -> {
            try (Visit visit = house.as(who, 1280, "en-GB")) {
                visit.page().onRequest(request -> origins.add(origin(request.url())));
                openings.forEach(opening -> visit.open(opening.address()));
            }
        });
        origins.remove("data:");
        assertEquals(Set.of(origin(house.ams().baseUrl())), origins);
    }

    private static String origin(String address) {
        URI uri = URI.create(address.startsWith("data:") ? "data:any" : address);
        return uri.getHost() == null ? uri.getScheme() + ":" : uri.getScheme() + "://" + uri.getAuthority();
    }
}
