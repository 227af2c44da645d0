package net.korax.ams.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.korax.ams.shared.InvalidValue;

/**
 * Roles that one member of staff may hold together. Nobody trusts and is trusted, so an operator handles no cards (P17); whoever reads the
 * trail of the others does nothing else. Customers' rights are not among them.
 */
public record StaffRoles(Set<String> values) {

    /** What there is to choose from. */
    public static final List<String> ALL = List.of(Roles.STAFF, Roles.CARD_CUSTODIAN, Roles.OPERATOR, Roles.AUDITOR);

    /** @throws InvalidValue {@code staff-roles.required}, {@code .unknown}, {@code .auditor} or {@code .operator} */
    public StaffRoles {
        if (values == null || values.isEmpty()) {
            throw new InvalidValue("staff-roles.required");
        }
        if (!ALL.containsAll(values)) {
            throw new InvalidValue("staff-roles.unknown");
        }
        if (values.contains(Roles.AUDITOR) && values.size() > 1) {
            throw new InvalidValue("staff-roles.auditor");
        }
        if (values.contains(Roles.OPERATOR) && values.contains(Roles.CARD_CUSTODIAN)) {
            throw new InvalidValue("staff-roles.operator");
        }
        values = Set.copyOf(values);
    }

    /** @param stored as {@link #stored} wrote them */
    static StaffRoles read(String stored) {
        return new StaffRoles(Set.copyOf(Arrays.asList(stored.split(" "))));
    }

    String stored() {
        return String.join(" ", new TreeSet<>(values));
    }
}
