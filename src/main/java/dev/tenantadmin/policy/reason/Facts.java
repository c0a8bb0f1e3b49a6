package dev.tenantadmin.policy.reason;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a search has assumed of a question so far, each dimension by itself. */
final class Facts {

    /** States of texts within which it is to be found out whether something is possible, and whether it is certain. */
    private static final long LOOKED_AT = 20_000;

    private static final long GLANCED_AT = 1_000;

    private final Map<Dimension, List<Atom>> byDimension;
    private final Emptiness emptiness;

    Facts(Emptiness emptiness) {
        this(new LinkedHashMap<>(), emptiness);
    }

    private Facts(Map<Dimension, List<Atom>> byDimension, Emptiness emptiness) {
        this.byDimension = byDimension;
        this.emptiness = emptiness;
    }

    /** Some values of each dimension under which all that is assumed holds. */
    Map<Dimension, List<String>> example() {
        Map<Dimension, List<String>> values = new LinkedHashMap<>();
        byDimension.forEach((dimension, atoms) ->
                values.put(dimension, emptiness.example(dimension, atoms).orElseThrow()));
        return values;
    }

    /** What something is assumed of. */
    Set<Dimension> dimensions() {
        return byDimension.keySet();
    }

    /** The action or the resource of the example. */
    String example(Dimension dimension) {
        return emptiness
                .example(dimension, byDimension.getOrDefault(dimension, List.of()))
                .map(values -> values.get(0))
                .orElseThrow();
    }

    /** Whether the action or the resource can be this one, as far as that alone goes. */
    boolean canBe(Dimension dimension, String text) {
        return byDimension.getOrDefault(dimension, List.of()).stream()
                .allMatch(atom -> atom.values().holds(text));
    }

    /** Whether there are values of each dimension, found out within the whole budget. */
    boolean hasExample() {
        return byDimension.entrySet().stream()
                .allMatch(entry ->
                        emptiness.example(entry.getKey(), entry.getValue()).isPresent());
    }

    /** Whether that is assumed, or follows. */
    boolean hold(List<Atom> atoms) {
        return atoms.stream()
                .allMatch(atom ->
                        byDimension.getOrDefault(atom.dimension(), List.of()).contains(atom) || imply(List.of(atom)));
    }

    /** These and more; null if no question can have all of it. */
    @Nullable
    Facts with(List<Atom> more) {
        Map<Dimension, List<Atom>> all = added(more);
        return isPossible(all, more, LOOKED_AT) ? new Facts(all, emptiness) : null;
    }

    private Map<Dimension, List<Atom>> added(List<Atom> more) {
        Map<Dimension, List<Atom>> all = new LinkedHashMap<>(byDimension);
        for (Atom atom : more) {
            List<Atom> known = all.getOrDefault(atom.dimension(), List.of());
            if (!known.contains(atom)) {
                List<Atom> both = new ArrayList<>(known);
                both.add(atom);
                all.put(atom.dimension(), both);
            }
        }
        return all;
    }

    /** What is not known within so many states counts as possible: in the end an example has to be found for it. */
    private boolean isPossible(Map<Dimension, List<Atom>> all, List<Atom> changed, long states) {
        for (Atom atom : changed) {
            Dimension dimension = atom.dimension();
            if (!emptiness.isPossible(dimension, all.getOrDefault(dimension, List.of()), states)) {
                return false;
            }
        }
        return true;
    }

    /** Whether what is assumed leaves no other choice, as far as a short look tells. */
    boolean imply(List<Atom> atoms) {
        return atoms.stream().allMatch(atom -> {
            List<Atom> otherwise = List.of(atom.negated());
            return !isPossible(added(otherwise), otherwise, GLANCED_AT);
        });
    }

    /** Decides whether a dimension can have values, and remembers what it decided. */
    static final class Emptiness {

        private final Map<List<Atom>, Optional<List<String>>> known = new HashMap<>();

        /** Those that were not decided, and within how many states. */
        private final Map<List<Atom>, Long> open = new HashMap<>();

        private final Budget budget;

        Emptiness(Budget budget) {
            this.budget = budget;
        }

        /** Values that meet all atoms, which may be none; empty if there are none that do. */
        Optional<List<String>> example(Dimension dimension, List<Atom> atoms) {
            return known.computeIfAbsent(atoms, all -> find(dimension, all, budget));
        }

        /** Whether there are such values, or it takes more than so many states to tell. */
        boolean isPossible(Dimension dimension, List<Atom> atoms, long states) {
            Optional<List<String>> values = known.get(atoms);
            if (values == null && open.getOrDefault(atoms, 0L) < states) {
                try {
                    values = find(dimension, atoms, budget.part(states));
                    known.put(atoms, values);
                } catch (Budget.OverBudgetException e) {
                    open.put(atoms, states);
                    budget.node();
                }
            }
            return values == null || values.isPresent();
        }

        private static Optional<List<String>> find(Dimension dimension, List<Atom> atoms, Budget states) {
            List<Values> within = new ArrayList<>();
            List<Values> meets = new ArrayList<>();
            atoms.forEach(atom -> (atom.meets() ? meets : within).add(atom.values()));
            if (!dimension.several()) {
                if (meets.isEmpty() && !dimension.isAlwaysThere()) {
                    return Optional.of(List.of());
                }
                within.addAll(meets);
                return value(within, states).map(List::of);
            }
            Set<String> values = new TreeSet<>();
            for (Values met : meets) {
                List<Values> both = new ArrayList<>(within);
                both.add(met);
                Optional<String> value = value(both, states);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                values.add(value.get());
            }
            return Optional.of(List.copyOf(values));
        }

        /**
         * A value that is in all sets. Sets of ranges are of one kind, for a key compared as two types is not represented; the texts beside them are
         * single ones that the principal fixes, all, none, or the empty one.
         */
        private static Optional<String> value(List<Values> sets, Budget states) {
            List<Texts> texts = new ArrayList<>();
            Ranges ranges = null;
            for (Values set : sets) {
                if (set instanceof Texts text) {
                    texts.add(text);
                } else if (set instanceof Ranges more) {
                    ranges = ranges == null ? more : ranges.and(more);
                }
            }
            if (ranges == null) {
                return Intersection.of(texts, states);
            }
            Ranges among = ranges;
            return Stream.concat(
                            among.example().stream(),
                            texts.stream()
                                    .flatMap(text -> text.patterns().stream())
                                    .map(TextPattern::toString))
                    .filter(value -> among.holds(value) && texts.stream().allMatch(text -> text.holds(value)))
                    .findFirst();
        }
    }
}
