package net.korax.ams.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import net.korax.ams.contact.ContactService;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Patience;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import net.korax.ams.identity.Audience;
import net.korax.ams.identity.SignInService;
import net.korax.ams.identity.Whereabouts;
import net.korax.ams.shared.NotFound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What may be an attack is written down, told in one line, and shown to the auditor; nobody is named (PCI 10.2.1.4, P12). */
class SecurityEventIT extends ContainerTest {

    private static final byte[] ADDRESS = {(byte) 203, 0, 113, 99};

    @Inject
    private SignInService signIn;

    @Inject
    private ContactService contacts;

    @Inject
    private Whereabouts whereabouts;

    @Inject
    private Origin origin;

    @Inject
    private AuditService audit;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            told.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        Logger.getLogger(AuditTrail.EVENTS).addHandler(listener);
    }

    @AfterEach
    void leave() {
        Logger.getLogger(AuditTrail.EVENTS).removeHandler(listener);
        origin.is(null);
    }

    @Test
    @Tag("PCI-10.2.1.4")
    @Tag("PCI-10.2.2")
    void refusedSignIn_isAnEventOfOneLine_withItsOriginAndWithoutAName() throws Exception {
        whereabouts.came(ADDRESS);
        String name = Customer.word() + "\r\nforged";
        signIn.signIn(name, "a guess of somebody", null, Audience.CUSTOMER);
        assertEquals(1, told.size(), told.toString());
        String line = told.get(0);
        assertFalse(line.contains("\n") || line.contains("\r"), line);
        JsonObject event = Json.createReader(new StringReader(line)).readObject();
        assertEquals(Set.of("event", "outcome", "at", "actor", "origin"), event.keySet());
        assertEquals("sign-in", event.getString("event"));
        assertEquals("anonymous", event.getString("actor"));
        assertEquals(origin.fingerprint(), event.getString("origin"));
        assertTrue(Instant.parse(event.getString("at")).isBefore(Instant.now().plusSeconds(1)));
        assertFalse(line.contains(name.substring(0, 6)) || line.contains("guess") || line.contains("203"), line);

        Patience.until(
                "the event in the trail",
                () -> Stores.count("core", "audit_event where origin = '" + origin.fingerprint() + "'") >= 1);
    }

    @Test
    @Tag("PCI-10.2.1.4")
    @Tag("P09")
    void lookAtWhatIsAnothers_isAnEventOfWhoLooked() throws Exception {
        whereabouts.came(ADDRESS);
        Customer anna = Customer.company();
        Customer bruno = Customer.company();
        var others = bruno.gets(contacts::list).get(0).getId();
        told.clear();
        org.junit.jupiter.api.Assertions.assertThrows(NotFound.class, () -> anna.does(() -> contacts.get(others)));
        assertEquals(1, told.size(), told.toString());
        JsonObject event = Json.createReader(new StringReader(told.get(0))).readObject();
        assertEquals("contact.view", event.getString("event"));
        assertEquals(anna.user().toString(), event.getString("actor"));
        assertEquals(others.toString(), event.getString("object"));
    }

    @Test
    void whatIsDone_isNoEvent_andKeepsNoOrigin() throws Exception {
        whereabouts.came(ADDRESS);
        Customer anna = Customer.company();
        assertEquals(List.of(), told);
        assertEquals(
                0,
                Stores.count("person", "audit_outbox where origin is not null and outcome = 'DONE'")
                        + Stores.count("core", "audit_event where origin is not null and outcome = 'DONE'"));
        assertTrue(anna.gets(contacts::list).size() > 0);
    }

    @Test
    @Tag("PCI-10.4.1")
    void auditor_seesTheEventsByTheHourAndTheNewest() throws Exception {
        whereabouts.came(ADDRESS);
        Staff auditor = Staff.auditor();
        Instant since = Instant.now().minus(24, ChronoUnit.HOURS);
        Patience.until("a trail that has taken everything over", () -> Stores.count("core", "audit_outbox") == 0);
        long before = signIns(auditor, since);
        for (int i = 0; i < 3; i++) {
            signIn.signIn(Customer.word(), "a guess of somebody", null, Audience.CUSTOMER);
        }
        Patience.until("three more events", () -> signIns(auditor, since) == before + 3);
        List<AuditEvent> newest = auditor.gets(() -> audit.refused(Long.MAX_VALUE));
        assertTrue(newest.size() >= 3);
        newest.forEach(event -> assertEquals("REFUSED", event.getOutcome()));
        assertEquals(origin.fingerprint(), newest.get(0).getOrigin());
        long last = newest.get(newest.size() - 1).getSeq();
        auditor.gets(() -> audit.refused(last)).forEach(event -> assertTrue(event.getSeq() < last));
        assertTrue(auditor.gets(audit::verify).isWhole(), "origins are part of the chain");
    }

    @Test
    @Tag("PCI-10.3.4")
    void originChangedInTheTrail_breaksTheChain() throws Exception {
        whereabouts.came(ADDRESS);
        Staff auditor = Staff.auditor();
        signIn.signIn(Customer.word(), "a guess of somebody", null, Audience.CUSTOMER);
        String mine = "origin = '" + origin.fingerprint() + "'";
        Patience.until("the event in the trail", () -> Stores.count("core", "audit_event where " + mine) >= 1);
        String seq = Stores.column("core", "select max(seq) from audit_event where " + mine)
                .get(0);
        for (String bent : List.of("null", "'" + "0".repeat(16) + "'")) {
            Trail.bend("update audit_event set origin = " + bent + " where seq = " + seq);
            assertEquals(Long.valueOf(seq), auditor.gets(audit::verify).bad().seq(), bent);
        }
        Trail.bend("update audit_event set " + mine + " where seq = " + seq);
        assertTrue(auditor.gets(audit::verify).isWhole());
    }

    private long signIns(Staff auditor, Instant since) throws Exception {
        return auditor.gets(() -> audit.refusedByHour(since)).stream()
                .filter(hour -> Threat.of(hour.operation()) == Threat.SIGN_IN)
                .mapToLong(AuditService.RefusedInAnHour::number)
                .sum();
    }
}
