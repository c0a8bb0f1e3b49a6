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
}
