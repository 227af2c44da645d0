package net.korax.ams.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Race;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.shared.Configuration;
import net.korax.ams.shared.TestTime;
import net.korax.ams.shared.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whoever has the database, as its superuser, can bend the trail and cannot hide it from who has the checkpoints. The server is kept from
 * the chain meanwhile, as by another server that holds the lease.
 */
class TrailAttackIT extends ContainerTest {

    private static final int SIGNED_EVERY = 25;

    @Inject
    private AuditService audit;

    @Inject
    private RefusalLog refusals;

    private Path file;
    private byte[] fileBefore;

    @BeforeEach
    void signedTrailOfManyEntries() throws Exception {
        file = Path.of(Configuration.require("ams.audit.folder")).resolve(CheckpointFolder.FILE);
        for (int i = 0; i < 2 * SIGNED_EVERY; i++) {
            refusals.refused("it", "it.entry", null, UUID.randomUUID());
        }
        Trail.settle();
        Patience.until("a checkpoint of late", () -> last() - newest().seq() < SIGNED_EVERY);
        Trail.hold();
        fileBefore = Files.readAllBytes(file);
        Stores.run(
                "core",
                "create table it_kept as select * from audit_event",
                "create table it_head as select seq, hash from audit_head");
    }

    @AfterEach
    void trailAsItWas() throws Exception {
        Trail.bend(
                "delete from audit_event",
                "insert into audit_event select * from it_kept",
                "update audit_head set seq = (select seq from it_head), hash = (select hash from it_head)",
                "drop table it_kept",
                "drop table it_head");
        Files.write(file, fileBefore);
        Trail.giveBack();
        assertTrue(verify().isWhole(), "the next test would suffer");
    }

    @Test
    @Tag("PCI-10.3.4")
    @Tag("TEST-AUD-02")
    void trailCutAtItsEnd_isFoundByTheCheckpointOutside() throws Exception {
        long kept = newest().seq() - 10;
        Trail.bend(
                "delete from audit_event where seq > " + kept,
                "update audit_head set seq = " + kept + ", hash = (select hash from audit_event where seq = " + kept
                        + ")");
        assertEquals(new TrailCheck.Bad(kept + 1, TrailCheck.Fault.MISSING), verify().bad());
    }

    @Test
    @Tag("PCI-10.3.4")
    @Tag("TEST-AUD-03")
    void chainRewrittenWithAllItsHashes_isFoundByTheCheckpointOutside() throws Exception {
        long bent = newest().seq() - 5;
        rewriteFrom(bent);
        Files.write(file, new byte[0]);
        assertTrue(verify().isWhole(), "by itself it looks whole");
        Files.write(file, fileBefore);
        TrailCheck.Result result = verify();
        long signed = checkpoints().stream()
                .mapToLong(AuditCheckpoint::seq)
                .filter(seq -> seq >= bent)
                .min()
                .orElseThrow();
        assertEquals(new TrailCheck.Bad(signed, TrailCheck.Fault.NOT_AS_SIGNED), result.bad());
        assertTrue(result.signed() < bent, "it says behind which checkpoint to look");
    }

    @Test
    @Tag("PCI-10.3.4")
    @Tag("TEST-AUD-03")
    void chainRewrittenAndSignedByAnotherKey_isFoundByTheSignature() throws Exception {
        rewriteFrom(newest().seq() - 5);
        AuditCheckpoint real = newest();
        String hash = Base64.getEncoder().encodeToString(hash(real.seq()));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair mine = generator.generateKeyPair();
        String line = real.line().replace(real.hash(), hash);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(mine.getPrivate());
        signature.update(line.substring(0, line.lastIndexOf(' ')).getBytes());
        Files.writeString(
                file,
                line.substring(0, line.lastIndexOf(' ') + 1)
                        + Base64.getEncoder().encodeToString(signature.sign()) + "\n");
        assertEquals(new TrailCheck.Bad(real.seq(), TrailCheck.Fault.FORGED_CHECKPOINT), verify().bad());
    }

    @Test
    @Tag("TEST-AUD-03")
    void headSetToAnotherHash_isFound() throws Exception {
        Trail.bend("update audit_head set hash = sha256('other')");
        assertEquals(TrailCheck.Fault.NOT_AS_HEAD, verify().bad().fault());
    }

    @Test
    @Tag("TEST-AUD-01")
    void entryExchangedForOneOfItsOwnHash_isFoundAtTheNext() throws Exception {
        // Where a checkpoint happens to be, that finds it first.
        Set<Long> signed = checkpoints().stream().map(AuditCheckpoint::seq).collect(Collectors.toSet());
        long seq = LongStream.iterate(last() / 2, at -> at + 1)
                .filter(at -> !signed.contains(at))
                .findFirst()
                .orElseThrow();
        rewrite(seq, seq);
        assertEquals(new TrailCheck.Bad(seq + 1, TrailCheck.Fault.NOT_FOLLOWING), verify().bad());
    }

    @Test
    @Tag("TEST-AUD-08")
    void trailCutAtItsOldEnd_holdsFromAnOldCheckpointOn_andNotElsewhere() throws Exception {
        AuditCheckpoint anchor = checkpoints().get(checkpoints().size() / 2);
        Instant inAYear = Time.now().plus(Duration.ofDays(400));
        removeUpTo(anchor.seq());
        TrailCheck.Result later = check(inAYear);
        assertNull(later.bad());
        assertEquals(anchor.seq() + 1, later.first());
        assertEquals(
                new TrailCheck.Bad(anchor.seq(), TrailCheck.Fault.REMOVED_TOO_SOON),
                verify().bad(),
                "today it is too soon");
        removeUpTo(anchor.seq() + 1);
        assertEquals(
                new TrailCheck.Bad(1, TrailCheck.Fault.MISSING), check(inAYear).bad(), "no checkpoint stands there");
    }

    @Test
    @Tag("TEST-AUD-05")
    @Tag("R23")
    void sequencerThatDiedBetweenItsSteps_losesNothingAndDoublesNothing() throws Exception {
        UUID taken = UUID.fromString(Stores.column("core", "select event_id from audit_event order by seq desc limit 1")
                .get(0));
        String columns = "at, actor, operation, outcome, account_id, object_id, request_id, origin, sealed";
        Stores.run(
                "core",
                "insert into audit_outbox (id, " + columns + ") select event_id, " + columns
                        + " from audit_event where event_id = '" + taken + "'");
        UUID left = UUID.randomUUID();
        refusals.refused("it", "it.left", null, left);
        Trail.giveBack();
        Trail.settle();
        assertEquals(1, Stores.count("core", "audit_event where event_id = '" + taken + "'"));
        assertEquals(1, Stores.count("core", "audit_event where object_id = '" + left + "'"));
        Trail.hold();
        keepAnew();
    }

    @Test
    @Tag("TEST-AUD-04")
    void thousandWritersAtOnce_leaveAChainWithoutGapOrDouble() throws Exception {
        Trail.giveBack();
        UUID common = UUID.randomUUID();
        Callable<?>[] writers = new Callable<?>[1000];
        Arrays.fill(writers, (Callable<?>) () -> {
            refusals.refused("it", "it.crowd", common, UUID.randomUUID());
            return null;
        });
        try (Race race = new Race(writers.length)) {
            race.run(writers).forEach(stopped -> assertNull(stopped));
        }
        Trail.settle();
        Trail.hold();
        keepAnew();
        assertEquals(1000, Stores.count("core", "audit_event where account_id = '" + common + "'"));
        assertEquals(last(), Stores.count("core", "audit_event"));
        assertTrue(verify().isWhole());
    }

    @Test
    @Tag("TEST-AUD-06")
    @Tag("R09")
    void clockSetBack_leavesAnEvent_andTheOrderIsThatOfTheChain() throws Exception {
        Trail.giveBack();
        long before = last();
        UUID late = UUID.randomUUID();
        TestTime.stopAt(Instant.now().minus(Duration.ofHours(1)).toString());
        try {
            refusals.refused("it", "it.back", null, late);
            Patience.until(
                    "the event",
                    () -> Stores.count("core", "audit_event where operation = 'clock.skew' and seq > " + before) > 0);
            Trail.settle();
        } finally {
            TestTime.start();
        }
        Trail.hold();
        keepAnew();
        assertEquals(
                1,
                Stores.count(
                        "core",
                        "audit_event where object_id = '" + late + "' and seq > " + before
                                + " and at < now() - interval '50 minutes'"));
        assertTrue(verify().isWhole());
    }

    @Test
    @Tag("PCI-10.2.1.3")
    @Tag("TEST-AUD-09")
    void readingTheTrail_isAnEntryOfIt() throws Exception {
        Staff auditor = Staff.auditor();
        UUID account = Customer.company().account();
        List<String> before = entries(auditor);
        auditor.gets(() -> audit.page(new TrailFilter(null, account, null, null, null), Long.MAX_VALUE));
        auditor.gets(() -> audit.get(1));
        auditor.gets(() -> audit.refused(Long.MAX_VALUE));
        List<AuditEvent> exported = new ArrayList<>();
        auditor.does(() -> audit.export(TrailFilter.ALL, exported::add));
        auditor.gets(audit::verify);
        List<String> after = entries(auditor);
        before.forEach(after::remove);
        assertEquals(
                List.of("trail.export", "trail.read", "trail.read", "trail.read", "trail.verify"),
                after.stream().sorted().toList());
        assertEquals(last(), exported.size());
    }

    @Test
    void whatIsWanted_isFoundByWhoAndWhatAndWhen() throws Exception {
        Staff auditor = Staff.auditor();
        Instant now = Time.now();
        assertEquals(
                Stores.count("core", "audit_event where operation = 'it.entry'"),
                count(new TrailFilter("it", null, "it.entry", now.minus(1, ChronoUnit.DAYS), now), auditor));
        assertEquals(0, count(new TrailFilter("it", null, "it.entry", now, null), auditor));
        assertEquals(0, count(new TrailFilter("it", UUID.randomUUID(), null, null, null), auditor));
        assertEquals(0, count(new TrailFilter("nobody", null, null, null, null), auditor));
        assertEquals(0, count(new TrailFilter("it", null, "it.other", null, null), auditor));
    }

    @Test
    void checkpointTornByAPowerCut_isPassedOver_andTheNextOneStandsOnALineOfItsOwn() throws Exception {
        String torn = newest().line().substring(0, 60);
        Files.writeString(file, torn, StandardOpenOption.APPEND);
        int whole = checkpoints().size();
        Trail.giveBack();
        for (int i = 0; i < SIGNED_EVERY; i++) {
            refusals.refused("it", "it.entry", null, null);
        }
        Patience.until("the next checkpoint", () -> checkpoints().size() > whole);
        Trail.settle();
        Trail.hold();
        keepAnew();
        fileBefore = Files.readAllBytes(file);
        assertTrue(verify().isWhole());
    }

    @Test
    @Tag("R13")
    void trailHeldByAnotherServer_isLeftAlone_untilTheLeaseRunsOut() throws Exception {
        UUID object = UUID.randomUUID();
        long before = last();
        refusals.refused("it", "it.waits", null, object);
        // Two rounds of the sequencer by the database's clock.
        Patience.until(
                "a wait",
                () -> Stores.count(
                                "core",
                                "audit_outbox where object_id = '" + object
                                        + "' and queued_at < clock_timestamp() - interval '7 seconds'")
                        == 1);
        assertEquals(before, last());
        Trail.bend("update audit_head set held_until = now() - interval '1 second'");
        Patience.until("taken over", () -> Stores.count("core", "audit_event where object_id = '" + object + "'") == 1);
        Trail.settle();
        Trail.hold();
        keepAnew();
    }

    private int count(TrailFilter filter, Staff auditor) throws Exception {
        List<AuditEvent> found = new ArrayList<>();
        auditor.does(() -> audit.export(filter, found::add));
        return found.size();
    }

    private static List<String> entries(Staff auditor) throws SQLException {
        List<String> all = new ArrayList<>();
        Trail.entries("actor = '" + auditor.user() + "' and operation like 'trail.%'")
                .forEach(entry -> all.add(entry.split(" ")[0]));
        return all;
    }

    /** What the test itself added to the trail stays. */
    private static void keepAnew() throws SQLException {
        Stores.run(
                "core",
                "delete from it_kept",
                "insert into it_kept select * from audit_event",
                "delete from it_head",
                "insert into it_head select seq, hash from audit_head");
    }

    private static void removeUpTo(long seq) throws SQLException {
        // As docs/audit.md tells the owner to.
        Stores.runAs(
                "ams_core_owner",
                "core",
                "alter table audit_event disable trigger audit_event_stays",
                "delete from audit_event where seq <= " + seq,
                "alter table audit_event enable trigger audit_event_stays");
    }

    private TrailCheck.Result verify() throws Exception {
        return Staff.auditor().gets(audit::verify);
    }

    private static TrailCheck.Result check(Instant now) throws SQLException {
        try (Connection connection = Stores.superuser("core");
                Statement statement = connection.createStatement()) {
            TrailCheck check;
            try (ResultSet head = statement.executeQuery("select seq, hash from audit_head")) {
                head.next();
                check = new TrailCheck(
                        checkpoints(), AuditCheckpoint.publicKeys(), head.getLong(1), head.getBytes(2), now);
            }
            try (ResultSet rows =
                    statement.executeQuery("select " + AuditEvent.COLUMNS + " from audit_event order by seq")) {
                while (rows.next() && check.accept(AuditEvent.read(rows))) {
                    assertFalse(rows.isClosed());
                }
            }
            return check.result();
        }
    }

    private static List<AuditCheckpoint> checkpoints() {
        return new CheckpointFolder(Path.of(Configuration.require("ams.audit.folder"))).read();
    }

    private static AuditCheckpoint newest() {
        List<AuditCheckpoint> all = checkpoints();
        return all.get(all.size() - 1);
    }

    private static long last() throws SQLException {
        return Long.parseLong(
                Stores.column("core", "select max(seq) from audit_event").get(0));
    }

    private static byte[] hash(long seq) throws SQLException {
        return HexFormat.of()
                .parseHex(Stores.column("core", "select encode(hash, 'hex') from audit_event where seq = " + seq)
                        .get(0));
    }

    /** Lets another have done an entry, and computes all hashes from there on anew, as docs/audit.md says they are. */
    private static void rewriteFrom(long seq) throws Exception {
        rewrite(seq, last());
        byte[] end = hash(last());
        assertNotNull(end);
        Trail.bend("update audit_head set hash = decode('" + HexFormat.of().formatHex(end) + "', 'hex')");
    }

    private static void rewrite(long seq, long to) throws Exception {
        Trail.bend("update audit_event set actor = 'somebody else' where seq = " + seq);
        try (Connection connection = Stores.superuser("core");
                Statement read = connection.createStatement();
                PreparedStatement write =
                        connection.prepareStatement("update audit_event set prev_hash = ?, hash = ? where seq = ?")) {
            read.execute("set session_replication_role = replica");
            byte[] previous = hash(seq - 1);
            try (ResultSet rows = read.executeQuery("select " + AuditEvent.COLUMNS
                    + " from audit_event where seq between " + seq + " and " + to + " order by seq")) {
                while (rows.next()) {
                    LinkBytes bytes = new LinkBytes(rows.getShort("layout"), rows.getLong("seq"));
                    bytes.add(rows.getString("event_id"));
                    bytes.add(rows.getObject("at", OffsetDateTime.class).toInstant());
                    for (String column : List.of(
                            "actor", "operation", "outcome", "account_id", "object_id", "request_id", "origin")) {
                        bytes.add(rows.getString(column));
                    }
                    bytes.add(rows.getBytes("sealed")).add(rows.getString("store"));
                    byte[] hash = Sha256.of(bytes.add(previous).toByteArray());
                    write.setBytes(1, previous);
                    write.setBytes(2, hash);
                    write.setLong(3, rows.getLong("seq"));
                    write.executeUpdate();
                    previous = hash;
                }
            }
        }
    }
}
