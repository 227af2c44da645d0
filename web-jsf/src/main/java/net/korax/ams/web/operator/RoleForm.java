package net.korax.ams.web.operator;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.korax.ams.identity.StaffRoles;

/** Roles of a member of staff as they are ticked. */
public final class RoleForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Map<String, Boolean> held = new HashMap<>();

    static RoleForm of(Set<String> roles) {
        RoleForm form = new RoleForm();
        roles.forEach(role -> form.held.put(role, true));
        return form;
    }

    /** @throws net.korax.ams.shared.InvalidValue {@code staff-roles.*} */
    StaffRoles roles() {
        return new StaffRoles(held.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
    }

    public List<String> getAll() {
        return StaffRoles.ALL;
    }

    public Map<String, Boolean> getHeld() {
        return held;
    }
}
