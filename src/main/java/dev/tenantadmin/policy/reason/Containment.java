package dev.tenantadmin.policy.reason;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether policies allow anything that a permit does not. */
public sealed interface Containment {

    /** Nothing: whatever is asked, the policies do not allow it or the permit has it. */
    record Proved() implements Containment {}

    /** This question, which the policies allow. */
    record Outside(Question witness) implements Containment {}

    /**
     * Perhaps this question: it is allowed if what cannot be represented comes out so.
     *
     * @param because the keys and constructs that cannot be represented
     */
    record Perhaps(Question witness, Set<String> because) implements Containment {}

    /** The budget was used up before that was known. */
    record NotDecided() implements Containment {}

    /**
     * A question to the policies.
     *
     * @param keys the values of condition keys; a key that is not among them is absent
     */
    record Question(String action, String resource, Map<String, List<String>> keys) {}
}
