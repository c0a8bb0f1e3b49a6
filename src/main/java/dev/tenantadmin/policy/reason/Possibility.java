package dev.tenantadmin.policy.reason;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether policies allow a question of some kind. */
public sealed interface Possibility {

    /** No: none of that kind is allowed. */
    record None() implements Possibility {}

    /** Yes: this question is allowed. */
    record Certain(Question witness) implements Possibility {}

    /**
     * Perhaps this question: it is allowed if what cannot be represented comes out so.
     *
     * @param because the keys and constructs that cannot be represented
     */
    record Perhaps(Question witness, Set<String> because) implements Possibility {}

    /** The budget was used up before that was known. */
    record NotDecided() implements Possibility {}

    /**
     * A question to the policies.
     *
     * @param keys the values of condition keys; a key that is not among them is absent
     */
    record Question(String action, String resource, Map<String, List<String>> keys) {}
}
