package net.korax.ams.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nobody can knock anywhere but at HTTPS, and monitors at their own door: what the processes of the house listen on, as the kernel tells it. */
@ExtendWith(House.Resolver.class)
class DoorsIT {

    private static final Path TABLES = Path.of("/proc/net");
    private static final String LISTENING = "0A";
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

    /** A socket somebody listens on: its address in the kernel's own digits, its port, its inode. */
    private record Door(String address, int port, String inode) {}

    @Test
    @Tag("PCI-4.2.1")
    void theServer_listensOnHttpsAndForMonitors_andTheDatabaseOnItsPort_allOnTheLoopbackAddress(House house)
            throws IOException {
        assumeTrue(Files.isReadable(TABLES.resolve("tcp")), "only Linux tells so");
        List<Door> server = doorsOf(house.server().pid());
        Set<Integer> doors = Stream.of(house.ams().baseUrl(), house.watch())
                .map(address -> URI.create(address).getPort())
                .collect(Collectors.toSet());
        assertEquals(doors, ports(server));
        assertAllOnLoopback(server);

        List<String> postmaster =
                Files.readAllLines(house.ams().home().resolve("data").resolve("postmaster.pid"));
        List<Door> database = doorsOf(Long.parseLong(postmaster.get(0)));
        assertEquals(Set.of(Integer.parseInt(postmaster.get(3))), ports(database));
        assertAllOnLoopback(database);
    }

    @Test
    void theMailSink_listensOnTheLoopbackAddress(House house) throws IOException {
        assumeTrue(Files.isReadable(TABLES.resolve("tcp")), "only Linux tells so");
        List<Door> own = doorsOf(ProcessHandle.current().pid());
        assertTrue(!own.isEmpty(), "nothing takes mails");
        assertAllOnLoopback(own);
    }

    private static void assertAllOnLoopback(List<Door> doors) {
        for (Door door : doors) {
            assertTrue(LOOPBACK.contains(door.address()), "open to others: " + door);
        }
    }

    private static Set<Integer> ports(List<Door> doors) {
        return doors.stream().map(Door::port).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Door> doorsOf(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            open.forEach(descriptor -> inodes.add(target(descriptor)));
        }
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> doors(TABLES.resolve(table)))
                .filter(door -> inodes.contains("socket:[" + door.inode() + "]"))
                .toList();
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static Stream<Door> doors(Path table) {
        try {
            return Files.exists(table)
                    ? Files.readAllLines(table).stream()
                            .skip(1)
                            .map(line -> line.strip().split("\\s+"))
                            .filter(fields -> LISTENING.equals(fields[3]))
                            .map(fields -> new Door(
                                    fields[1].substring(0, fields[1].indexOf(':')),
                                    Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16),
                                    fields[9]))
                    : Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
