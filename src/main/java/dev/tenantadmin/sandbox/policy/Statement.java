package dev.tenantadmin.sandbox.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a policy.
 *
 * @param sid its name, if it has one
 * @param effect allow or deny
 * @param principals whom it concerns, in a policy of a resource
 * @param actions what is done
 * @param resources what it is done to; a trust policy has none, for it concerns its own role
 * @param conditions all have to be met
 * @param start where its first brace stands
 * @param end behind its last brace
 */
public record Statement(
        @Nullable String sid,
        Effect effect,
        @Nullable Principals principals,
        Patterns actions,
        @Nullable Patterns resources,
        List<Condition> conditions,
        Position start,
        Position end) {
    public Statement {
        conditions = List.copyOf(conditions);
    }

    /** How far the statement reaches the request; NOT where it does not match. */
    Reach reach(Request request, boolean hasVariables) {
        Variables variables = hasVariables ? request::variable : Variables.NONE;
        if (!matchesAction(request.action()) || !matchesResource(request.resource(), variables)) {
            return Reach.NOT;
        }
        Reach reach = principals == null ? Reach.SELF : principals.reach(request.principal());
        return reach != Reach.NOT && meetsConditions(request, variables) ? reach : Reach.NOT;
    }

    /** Whether the statement is about an action, in its effect or in its exception from it. */
    public boolean matchesAction(String action) {
        return actions.values().stream().anyMatch(pattern -> Glob.of(pattern).matchesIgnoringCase(action))
                != actions.negated();
    }

    /** All condition keys that the statement asks for, by conditions and by variables. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        Stream<String> texts = resources == null ? Stream.of() : resources.values().stream();
        for (Condition condition : conditions) {
            keys.add(condition.key());
            texts = Stream.concat(texts, condition.values().stream());
        }
        texts.forEach(text -> keys.addAll(Glob.keys(text)));
        return keys;
    }

    /**
     * A variable without a value makes the statement invalid (IAM user guide, "policy variables"), NotResource or not.
     */
    boolean matchesResource(String resource, Variables variables) {
        if (resources == null) {
            return true;
        }
        boolean any = false;
        for (String pattern : resources.values()) {
            Match match = ResourcePattern.match(pattern, resource, variables);
            if (match == Match.INVALID && resources.negated()) {
                return false;
            }
            any |= match == Match.YES;
        }
        return any != resources.negated();
    }

    /** Keys that cannot be told are asked for last: where another condition fails, they decide nothing. */
    private boolean meetsConditions(Request request, Variables variables) {
        List<Condition> untold = conditions.stream()
                .filter(condition -> condition.gap(request) != null)
                .toList();
        for (Condition condition : conditions) {
            if (!untold.contains(condition) && !condition.isMet(request.context(), variables)) {
                return false;
            }
        }
        if (!untold.isEmpty()) {
            throw new UndecidableException(untold.get(0).gap(request) + " Statement "
                    + (sid == null ? "at line " + start.line() : sid) + " asks for it.");
        }
        return true;
    }
}
