package net.korax.ams.shared;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ejb.ApplicationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedTest {

    @ParameterizedTest
    @ValueSource(classes = {Refused.class, InvalidValue.class, NotFound.class})
    void everyRefusalRollsTheTransactionBack(Class<? extends Refused> refusal) {
        assertTrue(refusal.getAnnotation(ApplicationException.class).rollback());
    }

    @Test
    void messageIsTheCodeAlone() {
        assertEquals("contact.coverage", new Refused("contact.coverage", "Ann").getMessage());
        assertEquals("not-found", new NotFound().code());
    }

    @Test
    void argumentsCannotBeChangedFromOutside() {
        Refused refused = new Refused("x", 1);
        refused.args()[0] = 2;
        assertArrayEquals(new Object[] {1}, refused.args());
    }

    @Test
    void argumentsAreEmptyAfterSerialisation() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(new Refused("x", "y"));
        Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertArrayEquals(new Object[0], ((Refused) read).args());
    }
}
