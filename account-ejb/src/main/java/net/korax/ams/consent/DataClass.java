package net.korax.ams.consent;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Classes of data that a customer may let go to somebody outside. Cards are none of them, and passwords neither. */
public enum DataClass {
    NAMES,
    ADDRESS,
    EMAILS,
    PHONES,
    SERVICES;

    /** The classes as a column keeps them: their names with a blank between. */
    public static String write(Set<DataClass> classes) {
        return Arrays.stream(values()).filter(classes::contains).map(Enum::name).collect(Collectors.joining(" "));
    }

    /** Reads what {@link #write} wrote. */
    public static Set<DataClass> read(String column) {
        EnumSet<DataClass> classes = EnumSet.noneOf(DataClass.class);
        Arrays.stream(column.split(" ")).map(DataClass::valueOf).forEach(classes::add);
        return Collections.unmodifiableSet(classes);
    }
}
