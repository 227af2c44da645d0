package net.korax.ams.web.support;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.korax.ams.consent.DataClass;

/** Classes of data as they are ticked. */
public final class DataForm implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Map<DataClass, Boolean> held = new EnumMap<>(DataClass.class);

    /** Those that are ticked; may be empty. */
    public Set<DataClass> data() {
        EnumSet<DataClass> ticked = EnumSet.noneOf(DataClass.class);
        held.forEach((kind, yes) -> {
            if (yes) {
                ticked.add(kind);
            }
        });
        return ticked;
    }

    public List<DataClass> getAll() {
        return List.of(DataClass.values());
    }

    public Map<DataClass, Boolean> getHeld() {
        return held;
    }
}
