package dev.tenantadmin.policy.reason;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a search has assumed of a question so far, each dimension by itself. */
final class Facts {

    /** States of texts within which it is to be found out whether something is possible, and whether it is certain. */
    private static final long LOOKED_AT = 20_000;

    private static final long GLANCED_AT = 1_000;

    private final Map<Dimension, Assumed> byDimension;
    private final Map<Dimension, Assumed> nothing;
    private final Budget budget;

    /** Nothing is assumed yet. */
    Facts(Budget budget) {
        this(new LinkedHashMap<>(), new HashMap<>(), budget);
    }

    private Facts(Map<Dimension, Assumed> byDimension, Map<Dimension, Assumed> nothing, Budget budget) {
        this.byDimension = byDimension;
        this.nothing = nothing;
        this.budget = budget;
    }

    private Assumed of(Dimension dimension) {
        Assumed assumed = byDimension.get(dimension);
        return assumed == null
                ? nothing.computeIfAbsent(dimension, none -> Assumed.nothing(dimension, budget))
                : assumed;
    }

    /** Some values of each dimension under which all that is assumed holds. */
    Map<Dimension, List<String>> example() {
        Map<Dimension, List<String>> values = new LinkedHashMap<>();
        byDimension.forEach(
                (dimension, assumed) -> values.put(dimension, assumed.example().orElseThrow()));
        return values;
    }

    /** What something is assumed of. */
    Set<Dimension> dimensions() {
        return byDimension.keySet();
    }

    /** The action or the resource of the example. */
    String example(Dimension dimension) {
        return of(dimension).example().map(values -> values.get(0)).orElseThrow();
    }

    /** Whether the action or the resource can be this one, as far as that alone goes. */
    boolean canBe(Dimension dimension, String text) {
        return of(dimension).isMetBy(List.of(text));
    }

    /** Whether there are values of each dimension, found out within the whole budget. */
    boolean hasExample() {
        return byDimension.values().stream()
                .allMatch(assumed -> assumed.example().isPresent());
    }

    /** Whether that is assumed, or follows. */
    boolean hold(List<Atom> atoms) {
        return atoms.stream().allMatch(atom -> of(atom.dimension()).has(atom) || imply(List.of(atom)));
    }

    /** These and more; null if no question can have all of it. */
    @Nullable
    Facts with(List<Atom> more) {
        Map<Dimension, Assumed> changed = changed(more);
        if (!isPossible(changed, LOOKED_AT)) {
            return null;
        }
        Map<Dimension, Assumed> all = new LinkedHashMap<>(byDimension);
        all.putAll(changed);
        return new Facts(all, nothing, budget);
    }

    /** Whether a question can have more than these. */
    boolean allow(List<Atom> more) {
        return isPossible(changed(more), LOOKED_AT);
    }

    private Map<Dimension, Assumed> changed(List<Atom> more) {
        Map<Dimension, Assumed> changed = new LinkedHashMap<>();
        for (Atom atom : more) {
            Assumed before = changed.get(atom.dimension());
            changed.put(atom.dimension(), (before == null ? of(atom.dimension()) : before).and(atom));
        }
        return changed;
    }

    /** What is not known within so many states counts as possible: in the end an example has to be found for it. */
    private static boolean isPossible(Map<Dimension, Assumed> changed, long states) {
        return changed.values().stream().allMatch(assumed -> assumed.isPossible(states));
    }

    /** Whether what is assumed leaves no other choice, as far as a short look tells. */
    boolean imply(List<Atom> atoms) {
        return atoms.stream()
                .noneMatch(atom -> of(atom.dimension()).and(atom.negated()).isPossible(GLANCED_AT));
    }
}
