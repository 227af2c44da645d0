package net.korax.ams.system;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What breaks while people work, and that they survive it as {@link Survival} says. The moments are drawn; {@code ams.faults.rounds} says
 * how often, {@code ams.faults.seed} repeats a run.
 */
@ExtendWith(House.Resolver.class)
class FaultsIT {

    private static final int ROUNDS = Integer.getInteger("ams.faults.rounds", 3);
    private static final long SEED = Long.getLong("ams.faults.seed", System.nanoTime());
    private static final Random RANDOM = new Random(SEED);

    private static SecondHouse second;

    @BeforeAll
    static void begin(House house) {
        System.out.println("ams.faults.seed=" + SEED);
        second = new SecondHouse(house);
        second.start();
    }

    @AfterAll
    static void end() {
        second.close();
    }

    @Test
    @Tag("R01")
    void serverKilled_losesNothingThatWasAcknowledged() throws Exception {
        survive(people -> {
            second.server().destroyForcibly();
            second.awaitEnd();
            second.start();
        });
    }

    @Test
    @Tag("R02")
    void databaseThatFallsAndRecovers_losesNothingThatWasAcknowledged_andTheServerGoesOn() throws Exception {
        survive(people -> second.database()
                .orElseThrow()
                .children()
                .findAny()
                .orElseThrow()
                .destroyForcibly());
    }

    @Test
    @Tag("R03")
    void connectionsCutInTheMiddle_loseNothingThatWasAcknowledged() throws Exception {
        survive(people -> {
            for (int cuts = 0; cuts < 10; cuts++) {
                try (Connection core = second.superuser("core");
                        Statement statement = core.createStatement()) {
                    statement.execute(
                            "select pg_terminate_backend(pid) from pg_stat_activity where usename like 'ams\\_%\\_app'");
                }
                TimeUnit.MILLISECONDS.sleep(RANDOM.nextInt(300));
            }
        });
    }

    @Test
    @Tag("R20")
    void powerCut_losesNothingThatWasAcknowledged() throws Exception {
        survive(people -> {
            second.killEverything();
            second.start();
        });
    }

    private static void survive(Survival.Fault fault) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Survival.of(second, RANDOM, fault);
        }
    }
}
