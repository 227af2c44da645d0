package net.korax.ams.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanShapeTest {

    @ParameterizedTest
    @CsvSource({
        "22209999,",
        "22210000,MASTERCARD",
        "27209999,MASTERCARD",
        "27210000,",
        "50999999,",
        "51000000,MASTERCARD",
        "55999999,MASTERCARD",
        "56000000,",
        "33999999,",
        "34000000,AMEX",
        "35000000,",
        "37999999,AMEX",
        "35279999,",
        "35280000,JCB",
        "35899999,JCB",
        "35900000,",
        "60110000,DISCOVER",
        "60120000,",
        "64399999,",
        "64400000,DISCOVER",
        "65999999,DISCOVER",
        "30000000,DINERS",
        "30600000,",
        "30950000,DINERS",
        "36000000,DINERS",
        "39999999,DINERS",
        "62212600,UNIONPAY",
        "81000000,UNIONPAY",
        "81720000,",
        "67590000,MAESTRO",
        "67600000,",
        "67639999,MAESTRO",
        "40000000,VISA",
        "00000000,"
    })
    void issuerRangesEndWhereTheyEnd(String prefix, String scheme) {
        byte[] digits = new byte[16];
        for (int i = 0; i < prefix.length(); i++) {
            digits[i] = (byte) (prefix.charAt(i) - '0');
        }
        assertEquals(Optional.ofNullable(scheme), PanShape.scheme(digits, 0, digits.length));
    }
}
