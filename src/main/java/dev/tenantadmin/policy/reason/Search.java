package dev.tenantadmin.policy.reason;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a question under which every clause holds. A clause is a list of alternatives, each a list of atoms. What can only be one way is
 * assumed at once; where there is a choice, it is made in the shortest clause first (DPLL).
 */
final class Search {

    private final Budget budget;
    private final Function<Facts, List<List<List<Atom>>>> missing;

    /**
     * @param missing what a question found has to meet beyond that, or another in its place; it is asked again until there is nothing
     */
    Search(Budget budget, Function<Facts, List<List<List<Atom>>>> missing) {
        this.budget = budget;
        this.missing = missing;
    }

    /** A question among these; null if there is none. */
    @Nullable
    Facts within(Facts facts) {
        return solve(facts, List.of());
    }

    /**
     * What holds in a question under which all clauses hold; empty if there is none.
     *
     * @param choices clauses that are gone through first, one alternative after the other: statements that allow leave of all others but a few
     *     that matter
     * @throws Budget.OverBudgetException if that is not decided within the budget
     */
    Optional<Facts> find(Facts start, List<List<List<Atom>>> choices, List<List<List<Atom>>> clauses) {
        if (choices.isEmpty()) {
            return Optional.ofNullable(solve(start, clauses));
        }
        for (List<Atom> alternative : choices.get(0)) {
            Facts with = start.with(alternative);
            Optional<Facts> found =
                    with == null ? Optional.empty() : find(with, choices.subList(1, choices.size()), clauses);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private @Nullable Facts solve(Facts start, List<List<List<Atom>>> all) {
        budget.node();
        Facts facts = start;
        List<List<List<Atom>>> clauses = all;
        boolean assumed = true;
        while (assumed) {
            assumed = false;
            List<List<List<Atom>>> open = new ArrayList<>();
            for (List<List<Atom>> clause : clauses) {
                List<List<Atom>> possible = new ArrayList<>();
                for (List<Atom> alternative : clause) {
                    if (facts.allow(alternative)) {
                        possible.add(alternative);
                    }
                }
                if (possible.isEmpty()) {
                    return null;
                }
                if (possible.size() > 1) {
                    if (possible.stream().noneMatch(facts::imply)) {
                        open.add(possible);
                    }
                    continue;
                }
                facts = facts.with(possible.get(0));
                if (facts == null) {
                    return null;
                }
                assumed = true;
            }
            clauses = open;
        }
        if (clauses.isEmpty()) {
            if (!facts.hasExample()) {
                return null;
            }
            List<List<List<Atom>>> more = missing.apply(facts);
            return more.isEmpty() ? facts : solve(facts, more);
        }
        List<List<Atom>> shortest = clauses.get(0);
        for (List<List<Atom>> clause : clauses) {
            shortest = clause.size() < shortest.size() ? clause : shortest;
        }
        List<List<List<Atom>>> rest = new ArrayList<>(clauses);
        rest.remove(shortest);
        for (List<Atom> alternative : shortest) {
            Facts with = facts.with(alternative);
            Facts found = with == null ? null : solve(with, rest);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
