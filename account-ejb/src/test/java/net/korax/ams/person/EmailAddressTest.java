package net.korax.ams.person;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** E-mail addresses and what they could do to the headers of a mail. */
class EmailAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.co",
                "ann+korax@example.org",
                "o'brien@example.org",
                "first.last@sub.example.co.uk",
                "A.B@Example.ORG",
                "user@xn--bcher-kva.example",
                "user@bücher.example",
                "user@παράδειγμα.δοκιμή",
                "user@例子.广告",
                "1@2.org",
                "a=b@example.org"
            })
    void ordinaryAddress_isKeptAsTyped(String typed) {
        assertEquals(typed, new EmailAddress(typed).value());
        assertEquals(typed, new EmailAddress(" " + typed + "\n").value());
    }

    @ParameterizedTest
    @CsvSource({
        "Ann@Example.ORG,ann@example.org",
        "user@bücher.example,user@xn--bcher-kva.example",
        "user@BÜCHER.example,user@XN--BCHER-KVA.EXAMPLE",
        "user@bu\u0308cher.example,user@bücher.example",
        "user@例子.广告,user@xn--fsqu00a.xn--4rr70v",
        "user@ｅｘａｍｐｌｅ.org,user@example.org",
        "user@example。org,user@example.org"
    })
    void spellingsOfOneMailbox_haveOneKey(String one, String other) {
        assertEquals(new EmailAddress(one).key(), new EmailAddress(other).key());
    }

    @Test
    void plusTagAndDotsAreTheMailboxOwnersBusiness() {
        assertNotEquals(new EmailAddress("a+b@example.org").key(), new EmailAddress("a@example.org").key());
        assertNotEquals(new EmailAddress("a.b@example.org").key(), new EmailAddress("ab@example.org").key());
    }

    @Test
    void formForTheMailServerIsAscii() {
        assertEquals("Ann@xn--bcher-kva.example", new EmailAddress("Ann@bücher.example").ascii());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\r\n"})
    void nothingTyped_isRefused(String typed) {
        assertRefused("email.required", () -> new EmailAddress(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "@example.org",
                "a@b@example.org",
                "\"a b\"@example.org",
                "\"a@b\"@example.org",
                "a(comment)@example.org",
                "name <a@example.org>",
                "<a@example.org>",
                "a@example.org,c@example.org",
                "a,b@example.org",
                "a;b@example.org",
                "a:b@example.org",
                "a b@example.org",
                "a\\b@example.org",
                ".a@example.org",
                "a.@example.org",
                "a..b@example.org",
                "victim@example.org\r\nBcc: all@example.org",
                "victim\r\nBcc: all@example.org",
                "victim@example.org\nBcc",
                "victim@exam\rple.org",
                "victim\u0085@example.org",
                "victim@exam\u2028ple.org",
                "victim\u0000@example.org",
                "victim@example\u0000.org",
                "victim%0d%0aBcc@example.org",
                "victim%example.com@example.org",
                "example.com!victim@example.org",
                "victim\u560D\u560ABcc@example.org",
                "victim\u760D\u760ABcc@example.org",
                "a\u200B@example.org",
                "a@exam\u200Dple.org",
                "a@exam\u202Eple.org",
                "a@exam\u00ADple.org",
                "a\uD800@example.org",
                "a@exam\uD800ple.org",
                "a@😀.org",
                "<script>alert(1)</script>@example.org",
                "a@b\tc.org"
            })
    void whatCouldBeMoreThanOneMailbox_isRefused(String typed) {
        assertRefused("email.malformed", () -> new EmailAddress(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"用户@例子.广告", "δοκιμή@παράδειγμα.δοκιμή", "jürgen@example.org", "аnn@example.org", "ａ@example.org"
            })
    void localPartBeyondAscii_isRefusedWithItsOwnCode(String typed) {
        assertRefused("email.unicode-local", () -> new EmailAddress(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@localhost",
                "a@example",
                "a@[127.0.0.1]",
                "a@[IPv6:::1]",
                "a@127.0.0.1",
                "a@example.org.",
                "a@.example.org",
                "a@example..org",
                "a@",
                "a@-example.org",
                "a@example-.org",
                "a@exam_ple.org",
                "a@example.123",
                "a@xn--.org",
                "a@xn--zzzzzzzzz-.org",
                "a@example.org/path",
                "a@example.org:25",
                "a@%65xample.org",
                "a@exa'mple.org"
            })
    void domainThatNoMailServerFinds_isRefused(String typed) {
        assertRefused("email.domain", () -> new EmailAddress(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "victim@exam\u560D\u560Aple.org",
                "victim@exam\u760D\u760Aple.org",
                "victim@exam\u010Dple.org",
                "a@straße.example",
                "a@παράδειγμας.example"
            })
    void domainThatMailersReadDifferently_mustBeTypedAsAscii(String typed) {
        assertRefused("email.domain-form", () -> new EmailAddress(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@pаypal.com", "a@gοogle.com", "a@xn--pypal-4ve.com", "a@exаmple.org"})
    void labelOfMixedScripts_isRefused(String typed) {
        assertRefused("email.mixed-script", () -> new EmailAddress(typed));
    }

    @Test
    void lengthsOfTheProtocol_areTheLimits() {
        String domain = "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(57) + ".org";
        String longest = "a".repeat(64) + "@" + domain;
        assertEquals(254, longest.length());
        assertEquals(longest, new EmailAddress(longest).value());
        assertRefused("email.too-long", () -> new EmailAddress("a" + longest));
        assertRefused("email.too-long", () -> new EmailAddress("a".repeat(65) + "@example.org"));
        assertRefused("email.domain", () -> new EmailAddress("a@" + "b".repeat(64) + ".org"));
        assertRefused("email.too-long", () -> new EmailAddress("a".repeat(64) + "@" + "例子.".repeat(20) + "广告"));
    }

    @Test
    void hugeInput_isRefusedFast() {
        String typed = "a".repeat(10_000_000) + "@example.org";
        assertTimeout(Duration.ofSeconds(2), () -> assertRefused("email.too-long", () -> new EmailAddress(typed)));
    }

    @Test
    void cardNumberAsLocalPart_isRefused() {
        assertRefused("email.card-number", () -> new EmailAddress("4111111111111111@example.org"));
        assertRefused("email.card-number", () -> new EmailAddress("card.4111-1111-1111-1111@example.org"));
    }

    @Test
    void textFormHidesTheAddress() {
        assertEquals("EmailAddress", new EmailAddress("a@b.co").toString());
    }
}
