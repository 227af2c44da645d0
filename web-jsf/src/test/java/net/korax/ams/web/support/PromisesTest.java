package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PromisesTest {

    private static final List<String> IDS = new Promises().getIds();

    @Test
    void promisesAreNumberedInTheirOrder() {
        assertEquals("P01", IDS.get(0));
        assertEquals("P22", IDS.get(IDS.size() - 1));
        assertEquals(IDS.stream().distinct().sorted().toList(), IDS);
    }

    @Test
    void everyPromiseHasTitleAndText_andNoOtherHas() {
        IDS.forEach(id -> {
            assertTrue(Texts.has("public", "promise." + id + ".title"), id);
            assertTrue(Texts.has("public", "promise." + id + ".text"), id);
        });
        assertTrue(!Texts.has("public", "promise.P23.title"));
    }

    @Test
    void everyPromiseHasTests_asSentences() {
        Promises promises = new Promises();
        IDS.forEach(id -> assertTrue(!promises.tests(id).isEmpty(), id));
        PromiseTest test = PromiseTest.of("P13.contact.CoverageIT.removingAContact_isRefused_andSaysWhy", "passed");
        assertEquals("Removing a contact is refused, and says why.", test.sentence());
        assertTrue(test.passed());
        assertTrue(!PromiseTest.of("P13.contact.CoverageIT.removingTheOnlyContact_isRefused", "new")
                .passed());
    }
}
