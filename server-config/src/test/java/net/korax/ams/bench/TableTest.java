package net.korax.ams.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what the driver prints to what people read. */
class TableTest {

    private static final String PRINTED =
            "ams operations=800 micros=4000000 failed=2 broken=1 p50=9000 p99=30000 lastP50=7000"
                    + " lastP99=25000 bytes=1000 requests=1600";

    @Test
    void whatTheDriverPrints_isRead() {
        Measured measured = Measured.read(List.of("Running 4s test", PRINTED), 1.6, 512);
        assertEquals(200, measured.perSecond());
        assertEquals(3, measured.failed());
        assertEquals(9000, measured.p50());
        assertEquals(2, measured.processorPerOperation());
    }

    @Test
    void driverThatPrintsNothing_isNoMeasurement() {
        assertThrows(IllegalStateException.class, () -> Measured.read(List.of("Running 4s test"), 1, 512));
    }

    @Test
    void ratio_isTheMedianOfTheRounds_andJudgedWithEightConnections() {
        Table table = new Table(List.of(round(1, 2000), round(2, 1000), round(3, 4000), one()));
        String text = table.markdown();
        // 200 a second beside 2000, 1000 and 4000.
        assertTrue(text.contains("| 512 | 2000 | **0.100** S | 0.050-0.200 | 0.10, reached |"), text);
        assertTrue(text.contains("| 512 | 20000 | 0.010 S | 0.010-0.010 |  |"), text);
        assertEquals(1, table.bars().size());
        assertEquals(1.0, table.bars().get(0).part(), 1e-9);
    }

    @Test
    void goalThatWasMissed_saysSo() {
        Table table = new Table(List.of(round(1, 2001)));
        assertTrue(table.markdown().contains("0.10, missed"), table.markdown());
        String chart = Chart.svg("<goals>", table.bars());
        assertTrue(chart.contains("aria-label=\"&lt;goals>\""), chart);
        assertTrue(chart.contains("class=\"bar\""), chart);
    }

    @Test
    void whatAMillionAccountsTake_isPutBesideWhatFewTake() {
        Table million = new Table(List.of(search("p99=30000"), round(1, 2000)));
        assertTrue(million.grown(new Table(List.of(search("p99=20000"))))
                .get(0)
                .row()
                .contains("30.0 ms, 20.0 ms: 1.50 | at most 1.5, reached"));
        assertTrue(million.grown(new Table(List.of(search("p99=19000"))))
                .get(0)
                .row()
                .contains("missed"));
        assertEquals(List.of(), million.grown(new Table(List.of(round(1, 2000)))), "pages have no such goal");
    }

    @Test
    void halfOfThem_areJudgedWithEightAtOnce() {
        Table table = new Table(List.of(taken(Thing.CARDS, 8, 9), taken(Thing.CARDS, 1, 4), taken(Thing.EDIT, 8, 9)));
        assertEquals(
                List.of("| Card page, p50 | 9.0 ms with 8 at once, 4.0 ms with one | at most 10 ms, reached |\n"),
                table.times(2).stream().map(Figure::row).toList());
        Table slow = new Table(List.of(taken(Thing.CARDS, 8, 11), taken(Thing.CARDS, 1, 4)));
        assertFalse(slow.times(2).get(0).reached());
    }

    @Test
    void signIn_isJudgedByWhatItTakesBesideTheHash_andAWrongOneByARightOne() {
        // 40 hashes a second on two processors are 50 ms each.
        Table table = new Table(List.of(taken(Thing.SIGN_IN, 1, 55), taken(Thing.SIGN_IN_FAILED, 1, 50)));
        assertEquals(
                List.of(
                        "| Sign-in, one at once, beside the hash | p50 55.0 ms, the hash alone 50.0 ms: 5.0 ms"
                                + " | at most 5 ms, reached |\n",
                        "| Sign-in with a wrong password, beside a right one | p50 0.91 of it"
                                + " | as much, within a tenth, reached |\n"),
                table.times(2).stream().map(Figure::row).toList());
        Table other = new Table(List.of(taken(Thing.SIGN_IN, 1, 56), taken(Thing.SIGN_IN_FAILED, 1, 50)));
        assertEquals(
                List.of(false, false),
                other.times(2).stream().map(Figure::reached).toList());
    }

    @Test
    void whatIsKeptOfARound_isReadAsItWas_andWhatAnEarlierRunKeptWithLessIsPassedOver(@TempDir Path folder)
            throws IOException {
        Bench.Round round = round(2, 1000);
        String less = round.row().substring(0, round.row().lastIndexOf('\t'));
        Path file = Files.write(folder.resolve("rounds.tsv"), List.of(less, round.row()));
        assertEquals(
                List.of(round.row()),
                Bench.kept(file).stream().map(Bench.Round::row).toList());
        assertEquals(List.of(), Bench.kept(folder.resolve("none.tsv")));
    }

    private static Bench.Round taken(Thing thing, int connections, int p50) {
        String printed = PRINTED.replace(" p50=9000", " p50=" + p50 + "000");
        return new Bench.Round(thing, connections, 1, 40, Measured.read(List.of(printed), 1, 512));
    }

    private static Bench.Round search(String p99) {
        return new Bench.Round(
                Thing.SEARCH_NAME, 8, 1, 2000, Measured.read(List.of(PRINTED.replace("p99=30000", p99)), 1, 512));
    }

    private static Bench.Round round(int number, double yard) {
        return new Bench.Round(Thing.CONTACTS, 8, number, yard, Measured.read(List.of(PRINTED), 1, 512));
    }

    private static Bench.Round one() {
        return new Bench.Round(Thing.CONTACTS, 1, 1, 20_000, Measured.read(List.of(PRINTED), 1, 512));
    }
}
