package dev.tenantadmin.policy.reason;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a search has assumed of one dimension. Decides whether it can have values, and remembers that and what it was asked to assume further. */
final class Assumed {

    /** How many of the values that were found are tried again: most often one of them meets more. */
    private static final int KEPT = 3;

    private final Dimension dimension;
    private final List<Atom> atoms;
    private final Deque<List<String>> kept;
    private final Budget budget;
    private final Map<Atom, Assumed> more = new HashMap<>();

    /** The only values that there can be; null if they are not known. */
    private final @Nullable List<String> left;

    private boolean isEmpty;
    private long lookedAt;

    /** Some values that meet all atoms, and the simplest. */
    private @Nullable List<String> met;

    private @Nullable List<String> simplest;

    private Assumed(
            Dimension dimension,
            List<Atom> atoms,
            Deque<List<String>> kept,
            Budget budget,
            @Nullable List<String> left,
            @Nullable List<String> met) {
        this.dimension = dimension;
        this.atoms = atoms;
        this.kept = kept;
        this.budget = budget;
        this.left = left;
        this.isEmpty = left != null && left.isEmpty();
        this.met = left == null || isEmpty ? met : List.of(left.get(0));
    }

    /** Nothing is assumed; the budget is for this and all that comes from it. */
    static Assumed nothing(Dimension dimension, Budget budget) {
        List<String> absent = dimension.isAlwaysThere() ? null : List.of();
        return new Assumed(dimension, List.of(), new ArrayDeque<>(), budget, null, absent);
    }

    /** This and more. */
    Assumed and(Atom atom) {
        return more.computeIfAbsent(atom, this::with);
    }

    private Assumed with(Atom atom) {
        if (has(atom)) {
            return this;
        }
        List<Atom> all = new ArrayList<>(atoms);
        all.add(atom);
        return new Assumed(dimension, all, kept, budget, left(atom), met != null && atom.isMetBy(met) ? met : null);
    }

    private @Nullable List<String> left(Atom atom) {
        if (left != null) {
            return left.stream().filter(atom.values()::holds).toList();
        }
        if (dimension.several() || !atom.meets() || !(atom.values() instanceof Texts texts)) {
            return null;
        }
        return texts.literals()
                .map(all -> all.filter(text -> isMetBy(List.of(text))).toList())
                .orElse(null);
    }

    boolean has(Atom atom) {
        return atoms.contains(atom);
    }

    /** Whether all of it holds for these values. */
    boolean isMetBy(List<String> values) {
        return atoms.stream().allMatch(atom -> atom.isMetBy(values));
    }

    /** Whether there are values that meet all of it, or it takes more than so many states to tell. */
    boolean isPossible(long states) {
        if (!isEmpty && met == null && lookedAt < states) {
            met = kept.stream().filter(this::isMetBy).findFirst().orElse(null);
            if (met == null) {
                look(states);
            }
        }
        return !isEmpty;
    }

    private void look(long states) {
        try {
            find(budget.part(states));
        } catch (Budget.OverBudgetException e) {
            lookedAt = states;
            budget.node();
        }
    }

    /** The simplest values that meet all of it, which may be none; empty if there are none that do. */
    Optional<List<String>> example() {
        if (!isEmpty && simplest == null) {
            find(budget);
        }
        return Optional.ofNullable(simplest);
    }

    private void find(Budget states) {
        simplest = find(dimension, atoms, states).orElse(null);
        met = simplest;
        isEmpty = simplest == null;
        if (simplest != null) {
            kept.addFirst(simplest);
            if (kept.size() > KEPT) {
                kept.removeLast();
            }
        }
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
                        texts.stream().flatMap(text -> text.patterns().stream()).map(TextPattern::toString))
                .filter(value -> among.holds(value) && texts.stream().allMatch(text -> text.holds(value)))
                .findFirst();
    }
}
