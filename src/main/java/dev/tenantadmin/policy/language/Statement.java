package dev.tenantadmin.policy.language;

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
 * @param principals whom it applies to, in a resource's policy
 * @param actions the actions it applies to
 * @param resources the resources it applies to; none in a trust policy, which applies to its own role
 * @param conditions all must be met
 * @param start the position of its first brace
 * @param end the position after its last brace
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

    /** All condition keys that the statement uses, in conditions and variables. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        Stream<String> texts = resources == null ? Stream.of() : resources.values().stream();
        for (Condition condition : conditions) {
            keys.add(condition.key());
            texts = Stream.concat(texts, condition.values().stream());
        }
        texts.flatMap(text -> TextPart.of(text).stream())
                .filter(TextPart.Variable.class::isInstance)
                .map(part -> ((TextPart.Variable) part).key())
                .forEach(keys::add);
        return keys;
    }
}
