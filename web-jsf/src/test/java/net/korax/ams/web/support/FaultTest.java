package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

    private final Logger log = Logger.getLogger(Fault.class.getName());
    private final List<String> written = new ArrayList<>();
    private final Handler pen = new Handler() {
        @Override
        public void publish(LogRecord line) {
            written.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        log.addHandler(pen);
        log.setUseParentHandlers(false);
    }

    @AfterEach
    void leave() {
        log.removeHandler(pen);
        log.setUseParentHandlers(true);
    }

    @Test
    void idsDiffer_andAreRecognised() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String id = Fault.newId();
            assertTrue(Fault.isId(id), id);
            assertTrue(ids.add(id), id);
        }
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {"7KQF-M2Z", "7KQF-M2ZXX", "0KQF-M2ZX", "OKQF-M2ZX", "7kqf-m2zx", "<b>F-M2ZX", "7KQF-M2ZX\n"})
    void anythingElse_isNoId(String text) {
        assertFalse(Fault.isId(text));
    }

    @Test
    void recordIsFoundByItsId_andNamesTheFailure() {
        String id = Fault.record(new IllegalStateException("outer", new java.io.IOException("inner")));
        assertTrue(written.get(0).startsWith("Fault " + id), written.get(0));
        assertTrue(written.get(0).contains("java.io.IOException"), written.get(0));
        assertTrue(written.get(0).contains("FaultTest"), written.get(0));
    }

    @Test
    void whatAPersonTyped_isNotRepeated() {
        Fault.record(new IllegalStateException("typed by anna@example.org"));
        assertFalse(written.get(0).contains("anna"), written.get(0));
    }

    @Test
    void cardNumberInAFailureOfTheProgramme_isMasked() {
        Fault.record(new NullPointerException("got 4111 1111 1111 1111"));
        assertTrue(written.get(0).contains("got "), written.get(0));
        assertFalse(written.get(0).contains("4111 1111"), written.get(0));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindHasAnAddress_andTexts(FaultKind kind) {
        assertEquals(Optional.of(kind), FaultKind.of(kind.path()));
        assertTrue(kind.path().matches("[a-z-]+"), kind.path());
        assertTrue(Texts.has("public", "fault." + kind.path() + ".title"), kind.path());
        assertTrue(Texts.has("public", "fault." + kind.path() + ".text"), kind.path());
        assertTrue(kind.status() >= 400, kind.path());
    }

    @Test
    void unknownKind_isNone() {
        assertEquals(Optional.empty(), FaultKind.of("<script>"));
        assertEquals(Optional.empty(), FaultKind.of(null));
    }
}
