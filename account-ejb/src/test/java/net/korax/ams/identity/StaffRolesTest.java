package net.korax.ams.identity;

import static net.korax.ams.shared.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PCI-7.2.2")
class StaffRolesTest {

    @Test
    void operatorHandlesNoCards() {
        assertRefused("staff-roles.operator", () -> new StaffRoles(Set.of(Roles.OPERATOR, Roles.CARD_CUSTODIAN)));
    }

    @Test
    void auditorDoesNothingElse() {
        for (String other : Set.of(Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR)) {
            assertRefused("staff-roles.auditor", () -> new StaffRoles(Set.of(Roles.AUDITOR, other)));
        }
    }

    @Test
    void rightsOfCustomers_areNotAmongThem() {
        assertRefused("staff-roles.unknown", () -> new StaffRoles(Set.of(Roles.STAFF, Roles.CUSTOMER)));
        assertRefused("staff-roles.unknown", () -> new StaffRoles(Set.of("root")));
    }

    @Test
    void withoutARole_thereIsNoMember() {
        assertRefused("staff-roles.required", () -> new StaffRoles(Set.of()));
        assertRefused("staff-roles.required", () -> new StaffRoles(null));
    }

    @Test
    void storedRoles_areReadAgain() {
        StaffRoles roles = new StaffRoles(Set.of(Roles.STAFF, Roles.CARD_CUSTODIAN));
        assertEquals(roles, StaffRoles.read(roles.stored()));
    }
}
