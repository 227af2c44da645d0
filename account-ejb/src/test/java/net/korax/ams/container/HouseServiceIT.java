package net.korax.ams.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.korax.ams.house.Finding;
import net.korax.ams.house.Finding.Light;
import net.korax.ams.house.Finding.Part;
import net.korax.ams.house.HouseService;
import net.korax.ams.identity.Roles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The state of the house over real stores: what it reads fits the schema, and what is broken breaks nothing else. */
class HouseServiceIT extends ContainerTest {

    @Inject
    private HouseService house;

    @Test
    void houseInOrder_isReadInEveryPart() throws Exception {
        List<Finding> findings = look();
        assertEquals(
                List.of(Part.values()), findings.stream().map(Finding::part).toList());
        for (Finding finding : findings) {
            assertEquals(false, Set.of("closed", "unknown").contains(finding.says()), finding.toString());
        }
        assertEquals(
                newestMigration("person"), of(findings, Part.PERSON).values().get(1));
        assertEquals(7, of(findings, Part.KEYS).values().get(2));
    }

    @Test
    @Tag("PCI-10.7.2")
    void storeThatRefuses_isRedAndTheOthersAreStillRead() throws Exception {
        Stores.run("vault", "revoke select on ams.flyway_schema_history, ams.reversal from ams_vault_app");
        try {
            List<Finding> findings = look();
            assertEquals(Light.RED, of(findings, Part.VAULT).light());
            assertEquals(List.of("ams_vault"), of(findings, Part.VAULT).values());
            assertEquals("unknown", of(findings, Part.CHARGES).says());
            Set<Part> closed = findings.stream()
                    .filter(finding -> finding.says().equals("closed"))
                    .map(Finding::part)
                    .collect(Collectors.toSet());
            assertEquals(EnumSet.of(Part.VAULT), closed);
        } finally {
            Stores.run(
                    "vault",
                    "grant select (version, success) on ams.flyway_schema_history to ams_vault_app",
                    "grant select on ams.reversal to ams_vault_app");
        }
    }

    @Test
    void signUpThatNeverEnded_isAmberAndThenRed() throws Exception {
        UUID account = UUID.randomUUID();
        Stores.run(
                "core",
                "insert into ams.account values ('" + account
                        + "', 'house-it', 'COMPANY', 'FREE', 'OPENING', now() - interval '11 minutes', null, 0)");
        try {
            Finding late = of(look(), Part.SIGN_UPS);
            assertEquals(Light.AMBER, late.light());
            assertEquals(11, ((Duration) late.values().get(1)).toMinutes());
            Stores.run(
                    "core",
                    "update ams.account set opened_at = now() - interval '1 hour' where id = '" + account + "'");
            assertEquals(Light.RED, of(look(), Part.SIGN_UPS).light());
        } finally {
            Stores.run("core", "delete from ams.account where id = '" + account + "'");
        }
    }

    @Test
    @Tag("PCI-7.2.4")
    void accessThatNobodyReviewedForSixMonths_isAmber() throws Exception {
        UUID review = UUID.randomUUID();
        String moved = "closed_at is not null and id <> '" + review + "'";
        UUID by = Staff.operator().user();
        Stores.run(
                "core",
                "update access_review set closed_at = closed_at - interval '2 years' where " + moved,
                "insert into access_review values ('" + review + "', '" + by + "', now() - interval '5 months', '" + by
                        + "', now() - interval '5 months', 0)");
        try {
            assertEquals(Light.GREEN, of(look(), Part.STAFF).light());
            Stores.run(
                    "core",
                    "update access_review set closed_at = now() - interval '6 months 1 day' where id = '" + review
                            + "'");
            assertEquals(Light.AMBER, of(look(), Part.STAFF).light());
            assertEquals("late", of(look(), Part.STAFF).says());
        } finally {
            Stores.run(
                    "core",
                    "delete from access_review where id = '" + review + "'",
                    "update access_review set closed_at = closed_at + interval '2 years' where " + moved);
        }
    }

    private List<Finding> look() throws Exception {
        return AsCaller.call(UUID.randomUUID().toString(), Set.of(Roles.OPERATOR), house::look);
    }

    private static Finding of(List<Finding> findings, Part part) {
        return findings.stream()
                .filter(finding -> finding.part() == part)
                .findFirst()
                .orElseThrow();
    }

    private static int newestMigration(String store) throws Exception {
        return Integer.parseInt(Stores.column(store, "select max(version::int) from ams.flyway_schema_history")
                .get(0));
    }
}
