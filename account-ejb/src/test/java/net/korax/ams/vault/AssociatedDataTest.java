package net.korax.ams.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AssociatedDataTest {

    private static final UUID ID = new UUID(1, 2);

    @Test
    void encodingIsFixed() {
        byte[] expected = {
            'S', 0, 0, 0, 1, 'p', 'I', 0, 0, 0, 4, 0, 0, 1, 0, 'M', 0, 0, 0, 7, '2', '0', '3', '0', '-', '0', '1', 'U',
            0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2
        };
        assertArrayEquals(
                expected, AssociatedData.of("p", 256, YearMonth.of(2030, 1), ID).bytes());
    }

    @Test
    void movedBorder_givesOtherBytes() {
        assertDiffers(AssociatedData.of("p", "ab", "c"), AssociatedData.of("p", "a", "bc"));
        assertDiffers(AssociatedData.of("p", "", "a"), AssociatedData.of("p", "a", ""));
        assertDiffers(AssociatedData.of("p", "a"), AssociatedData.of("pa"));
    }

    @Test
    void otherTypeWithTheSameText_givesOtherBytes() {
        assertDiffers(AssociatedData.of("p", "2030-01"), AssociatedData.of("p", YearMonth.of(2030, 1)));
        assertDiffers(AssociatedData.of("p", ID.toString()), AssociatedData.of("p", ID));
        assertDiffers(AssociatedData.of("p", "\0\0\0\1"), AssociatedData.of("p", 1));
    }

    @Test
    void otherTypesAndNull_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> AssociatedData.of("p", 1L));
        assertThrows(IllegalArgumentException.class, () -> AssociatedData.of("p", (Object) null));
    }

    private static void assertDiffers(AssociatedData one, AssociatedData other) {
        assertFalse(Arrays.equals(one.bytes(), other.bytes()));
    }
}
