package dev.tenantadmin.policy.reason;

import java.util.List;

/**
 * One thing that a statement asks of a question. The values of a key are a set, which is empty where the key is absent.
 *
 * @param meets whether one of the dimension's values has to be among {@code values}, rather than none beside them
 */
record Atom(Dimension dimension, boolean meets, Values values) {

    static Atom within(Dimension dimension, Values values) {
        return new Atom(dimension, false, values);
    }

    static Atom meets(Dimension dimension, Values values) {
        return new Atom(dimension, true, values);
    }

    /** The opposite. What always has exactly one value is still asked for that one. */
    Atom negated() {
        return new Atom(dimension, dimension.isAlwaysThere() || !meets, values.negated());
    }

    /** Whether it holds where the dimension has these values. */
    boolean isMetBy(List<String> all) {
        return meets ? all.stream().anyMatch(values::holds) : all.stream().allMatch(values::holds);
    }
}
