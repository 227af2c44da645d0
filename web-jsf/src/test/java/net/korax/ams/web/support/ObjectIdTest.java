package net.korax.ams.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.UUID;
import net.korax.ams.shared.NotFound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectIdTest {

    private static final String ID = "0b1c2d3e-4f50-6172-8394-a5b6c7d8e9fa";

    @Test
    void idOfSomething_isRead() {
        assertEquals(UUID.fromString(ID), ObjectId.of(ID));
    }

    /** UUID.fromString reads some of these as ids, too: two addresses for one thing. */
    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "1-1-1-1-1",
                ID + "0",
                " " + ID,
                "0b1c2d3e-4f50-6172-8394-a5b6c7d8e9fg",
                "0b1c2d3e4f506172-8394-a5b6c7d8e9fa00",
                "00b1c2d3e-4f50-6172-8394-a5b6c7d8e9f",
                "+b1c2d3e-4f50-6172-8394-a5b6c7d8e9fa",
                "' or 1=1--                          ",
                "../../../../../../../../etc/passwd  ",
                "٠b1c2d3e-4f50-6172-8394-a5b6c7d8e9fa"
            })
    void anythingElse_isThereForNobody(String text) {
        assertThrows(NotFound.class, () -> ObjectId.of(text));
    }
}
