package net.korax.ams.identity;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.UUID;
import net.korax.ams.shared.TestTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CustodianTrustTest {

    private static final String NOW = "2027-02-28T10:00:00Z";
    private static final UUID CARL = UUID.randomUUID();
    private static final UUID OLGA = UUID.randomUUID();
    private static final UUID OTTO = UUID.randomUUID();

    @Test
    @Tag("PCI-7.2.3")
    void trustInOneself_isRefused() {
        TestTime.at(NOW, () -> assertRefused("trust.by-oneself", () -> trust(OLGA, OLGA, "2027-03-01T00:00:00Z")));
    }

    @Test
    void trustThatHasEnded_isRefused() {
        TestTime.at(NOW, () -> assertRefused("trust.ends-in-the-past", () -> trust(CARL, OLGA, NOW)));
    }

    @Test
    void trustWithoutAReason_isRefused() {
        for (String nothing : new String[] {null, "", "   "}) {
            TestTime.at(
                    NOW,
                    () -> assertRefused(
                            "trust.reason.required",
                            () -> new CustodianTrust(CARL, OLGA, nothing, Instant.parse("2027-03-01T00:00:00Z"))));
        }
    }

    @Test
    void lastDayAYearFromNow_isTheLatest() {
        TestTime.at(NOW, () -> {
            assertEquals(true, trust(CARL, OLGA, "2028-02-29T00:00:00Z").isProposed());
            assertRefused("trust.ends-too-late", () -> trust(CARL, OLGA, "2028-03-01T00:00:00Z"));
        });
    }

    @Test
    @Tag("PCI-3.6.1.3")
    void trust_livesUntilItEndsOrIsEnded() {
        CustodianTrust[] given = new CustodianTrust[2];
        TestTime.at(NOW, () -> {
            given[0] = trust(CARL, OLGA, "2027-03-01T00:00:00Z");
            given[1] = trust(CARL, OLGA, "2027-03-01T00:00:00Z");
            given[0].approve(OTTO);
            given[1].approve(OTTO);
            given[1].end();
            assertEquals(false, given[1].isLive());
        });
        TestTime.at("2027-02-28T23:59:59Z", () -> assertEquals(true, given[0].isLive()));
        TestTime.at("2027-03-01T00:00:00Z", () -> assertEquals(false, given[0].isLive()));
    }

    @Test
    @Tag("PCI-7.2.3")
    @Tag("P17")
    void proposal_isNoTrust_beforeAnotherOperatorApproves() {
        TestTime.at(NOW, () -> {
            CustodianTrust proposed = trust(CARL, OLGA, "2027-03-31T00:00:00Z");
            assertEquals(false, proposed.isLive());
            assertRefused("trust.second", () -> proposed.approve(OLGA));
            assertRefused("trust.second", () -> proposed.approve(CARL));
            assertEquals(false, proposed.isLive());
            proposed.approve(OTTO);
            assertEquals(true, proposed.isLive());
            assertRefused("trust.proposal-over", () -> proposed.approve(OTTO));
        });
    }

    @Test
    void proposal_waitsForSevenDays() {
        CustodianTrust[] proposed = new CustodianTrust[1];
        TestTime.at(NOW, () -> proposed[0] = trust(CARL, OLGA, "2027-03-31T00:00:00Z"));
        TestTime.at("2027-03-07T09:59:59Z", () -> assertEquals(true, proposed[0].isProposed()));
        TestTime.at("2027-03-07T10:00:00Z", () -> {
            assertEquals(false, proposed[0].isProposed());
            assertRefused("trust.proposal-over", () -> proposed[0].approve(OTTO));
        });
    }

    private static CustodianTrust trust(UUID whom, UUID by, String endsAt) {
        return new CustodianTrust(whom, by, "Trained in January", Instant.parse(endsAt));
    }
}
