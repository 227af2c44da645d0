package net.korax.ams.house;

import java.util.List;

/**
 * What the operator should know of one part of the house.
 *
 * @param says which of the part's sentences holds, one lower-case word
 * @param values what stands in that sentence: counts, names of databases, and spans of time; never data of a person or a key
 */
public record Finding(Part part, Light light, String says, List<Object> values) {

    /** The parts that are looked at, in the order in which they are shown. */
    public enum Part {
        CORE,
        PERSON,
        VAULT,
        KEYS,
        CARD_KEYS,
        MAIL,
        AUDIT,
        STAFF,
        CHARGES,
        ERASURES,
        SIGN_UPS
    }

    /** How a part stands: well, to be watched, or broken. */
    public enum Light {
        GREEN,
        AMBER,
        RED
    }

    static Finding of(Part part, Light light, String says, Object... values) {
        return new Finding(part, light, says, List.of(values));
    }
}
