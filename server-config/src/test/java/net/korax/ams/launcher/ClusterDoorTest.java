package net.korax.ams.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a cluster that runs is told what to do. */
class ClusterDoorTest {

    @TempDir
    private Path home;

    private final List<String> told = new ArrayList<>();
    private ClusterDoor door;

    @AfterEach
    void close() {
        if (door != null) {
            door.close();
        }
    }

    @Test
    void command_isDone_andItsStepsAreTold() {
        door = ClusterDoor.open(home, (command, tell) -> {
            tell.accept(command + " begins");
            tell.accept(command + " is done");
        });
        ClusterDoor.ask(home, "roll 5", told::add);
        ClusterDoor.ask(home, "status", told::add);
        assertEquals(List.of("roll 5 begins", "roll 5 is done", "status begins", "status is done"), told);
    }

    @Test
    void commandThatFails_isToldWithItsReason_andTheNextIsDone() {
        door = ClusterDoor.open(home, (command, tell) -> {
            if (command.equals("promote")) {
                throw new Failure("There is no replica.");
            }
            tell.accept("done");
        });
        Failure failure = assertThrows(Failure.class, () -> ClusterDoor.ask(home, "promote", told::add));
        assertEquals("There is no replica.", failure.getMessage());
        ClusterDoor.ask(home, "status", told::add);
        assertEquals(List.of("done"), told);
    }

    @Test
    void withoutACluster_itIsSaid() {
        Failure failure = assertThrows(Failure.class, () -> ClusterDoor.ask(home, "status", told::add));
        assertEquals("No cluster runs in " + home + "; start one with ./ams cluster.", failure.getMessage());
    }
}
