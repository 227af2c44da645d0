package net.korax.ams.account;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import net.korax.ams.container.ContainerTest;
import net.korax.ams.container.Customer;
import net.korax.ams.container.Staff;
import net.korax.ams.container.Stores;
import net.korax.ams.container.Trail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** P05: whether an account's holder is who he says is set by staff, with a reason that the customer reads. */
class IdentityIT extends ContainerTest {

    @Inject
    private IdentityService identities;

    private Staff clerk;
    private Customer anna;

    @BeforeEach
    void aCustomer() throws Exception {
        clerk = Staff.clerk();
        anna = Customer.company();
    }

    @Test
    @Tag("P05")
    void everyVerdictIsKept_andTheNewestComesFirst() throws Exception {
        assertEquals(List.of(), anna.gets(identities::mine));
        clerk.does(() -> identities.set(
                anna.account(), IdentityState.VERIFIED, IdentityCheck.ID_DOCUMENT, "saw the extract of the register"));
        clerk.does(() ->
                identities.set(anna.account(), IdentityState.IN_DOUBT, IdentityCheck.ID_DOCUMENT, "letters come back"));
        List<IdentityVerdict> seen = anna.gets(identities::mine);
        assertEquals(
                List.of(IdentityState.IN_DOUBT, IdentityState.VERIFIED),
                seen.stream().map(IdentityVerdict::getState).toList());
        assertEquals("letters come back", seen.get(0).getReason());
        assertEquals(null, seen.get(0).getCheck());
        assertEquals(IdentityCheck.ID_DOCUMENT, seen.get(1).getCheck());
        assertEquals(clerk.number(), seen.get(1).getStaffNumber());
        assertEquals(2, clerk.gets(() -> identities.of(anna.account())).size());
        assertEquals(
                2,
                Trail.entries("operation = 'identity.set' and account_id = '" + anna.account() + "'")
                        .size());
    }

    @Test
    @Tag("P05")
    void verdictWithoutAReasonOrACheck_isNoVerdict() throws Exception {
        assertRefused(
                "reason.required",
                () -> clerk.does(
                        () -> identities.set(anna.account(), IdentityState.VERIFIED, IdentityCheck.CALL_BACK, " ")));
        assertRefused(
                "identity-check.required",
                () -> clerk.does(() -> identities.set(anna.account(), IdentityState.VERIFIED, null, "saw him")));
        assertRefused(
                "identity-check.required",
                () -> clerk.does(() ->
                        identities.set(anna.account(), IdentityState.VERIFIED, IdentityCheck.SIGNED_IN, "saw him")));
        assertRefused(
                "identity-state.required",
                () -> clerk.does(() -> identities.set(anna.account(), null, null, "saw him")));
        assertEquals(List.of(), anna.gets(identities::mine));
    }

    @Test
    void verdict_isNeverChanged() throws Exception {
        clerk.does(() -> identities.set(anna.account(), IdentityState.IN_DOUBT, null, "letters come back"));
        assertThrows(
                SQLException.class,
                () -> Stores.runAs(
                        "ams_person_app",
                        "person",
                        "update identity_verdict set state = 'UNVERIFIED' where account_id = '" + anna.account()
                                + "'"));
    }

    @Test
    void anotherCustomersVerdict_isNotSeen() throws Exception {
        clerk.does(() -> identities.set(anna.account(), IdentityState.IN_DOUBT, null, "letters come back"));
        assertEquals(List.of(), Customer.company().gets(identities::mine));
    }
}
