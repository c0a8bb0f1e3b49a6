package dev.tenantadmin.policy.reason;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds a text that is in each of several sets. It walks the positions in all patterns at once, from the empty text on, nearest to an end first,
 * and makes no automaton: a determinised one of an ordinary pattern with question marks has a hundred thousand states.
 */
final class Intersection {

    /** Stand for all characters that no pattern names, the most ordinary first. */
    private static final String OTHERS = "xyz0123456789abcdefghijklmnopqrstuvwXYZ-_./~";

    private final List<Texts> sets;
    private final char[] alphabet;
    private final Budget budget;

    private Intersection(List<Texts> sets, Budget budget) {
        this.sets = sets;
        this.budget = budget;
        Set<Character> named =
                new TreeSet<>(Comparator.comparing(Intersection::strangeness).thenComparing(Comparator.naturalOrder()));
        named.add(':');
        sets.forEach(set -> set.patterns().forEach(pattern -> pattern.addCharacters(named)));
        OTHERS.chars()
                .filter(c -> !named.contains((char) c))
                .findFirst()
                .ifPresentOrElse(c -> named.add((char) c), () -> named.add('\u00b7'));
        StringBuilder all = new StringBuilder();
        named.forEach(all::append);
        this.alphabet = all.toString().toCharArray();
    }

    /** Of texts that are as short, that with ordinary characters is found first. */
    private static int strangeness(char c) {
        return c >= 'a' && c <= 'z' ? 0 : c >= '0' && c <= '9' ? 1 : c >= 'A' && c <= 'Z' ? 2 : 3;
    }

    /**
     * A text that is in all of the sets; empty if there is none.
     *
     * @throws Budget.OverBudgetException if that is not decided within the budget
     */
    static Optional<String> of(List<Texts> sets, Budget budget) {
        List<Texts> left = new ArrayList<>();
        for (Texts set : sets) {
            Texts uncovered = set.complement() ? set : uncovered(set, sets);
            if (!uncovered.complement() && uncovered.patterns().isEmpty()) {
                return Optional.empty();
            }
            left.add(uncovered);
        }
        for (Texts set : left) {
            if (!set.complement() && set.patterns().stream().allMatch(TextPattern::isLiteral)) {
                return set.patterns().stream()
                        .map(TextPattern::toString)
                        .filter(text -> left.stream().allMatch(other -> other.holds(text)))
                        .findFirst();
            }
        }
        return new Intersection(left, budget).find();
    }

    /** Without the patterns of which another set excludes every text: most inclusions are as plain as that. */
    private static Texts uncovered(Texts set, List<Texts> all) {
        return new Texts(
                false,
                set.patterns().stream()
                        .filter(pattern -> all.stream()
                                .filter(Texts::complement)
                                .flatMap(other -> other.patterns().stream())
                                .noneMatch(other -> other.covers(pattern)))
                        .toList());
    }

    /** Where a text has come to in all sets. */
    private record State(
            List<BitSet> positions,
            int missing,
            int length,
            int order,
            @Nullable State before,
            char last) {

        String text() {
            StringBuilder text = new StringBuilder();
            for (State state = this; state.before != null; state = state.before) {
                text.append(state.last);
            }
            return text.reverse().toString();
        }
    }

    private Optional<String> find() {
        List<BitSet> start = new ArrayList<>();
        for (Texts set : sets) {
            BitSet positions = new BitSet();
            int offset = 0;
            for (TextPattern pattern : set.patterns()) {
                enter(positions, pattern, offset, 0);
                offset += pattern.length() + 1;
            }
            start.add(positions);
        }
        PriorityQueue<State> open = new PriorityQueue<>(Comparator.comparingInt(State::missing)
                .thenComparingInt(State::length)
                .thenComparingInt(State::order));
        Set<List<BitSet>> seen = new HashSet<>();
        add(open, seen, start, null, ' ');
        while (!open.isEmpty()) {
            State state = open.remove();
            if (isIn(state)) {
                return Optional.of(state.text());
            }
            for (char c : alphabet) {
                add(open, seen, after(state.positions, c), state, c);
            }
        }
        return Optional.empty();
    }

    private void add(
            PriorityQueue<State> open,
            Set<List<BitSet>> seen,
            List<BitSet> positions,
            @Nullable State before,
            char last) {
        int missing = missing(positions);
        if (missing >= 0 && seen.add(positions)) {
            budget.state();
            open.add(new State(positions, missing, before == null ? 0 : before.length + 1, seen.size(), before, last));
        }
    }

    private List<BitSet> after(List<BitSet> positions, char c) {
        List<BitSet> all = new ArrayList<>(sets.size());
        for (int i = 0; i < sets.size(); i++) {
            BitSet now = positions.get(i);
            BitSet next = new BitSet();
            int offset = 0;
            for (TextPattern pattern : sets.get(i).patterns()) {
                int end = offset + pattern.length();
                for (int at = now.nextSetBit(offset); at >= 0 && at <= end; at = now.nextSetBit(at + 1)) {
                    if (pattern.stays(at - offset, c)) {
                        enter(next, pattern, offset, at - offset);
                    }
                    if (pattern.moves(at - offset, c)) {
                        enter(next, pattern, offset, at - offset + 1);
                    }
                }
                offset = end + 1;
            }
            all.add(next);
        }
        return all;
    }

    private static void enter(BitSet positions, TextPattern pattern, int offset, int position) {
        int at = position;
        positions.set(offset + at);
        while (pattern.isOptional(at)) {
            positions.set(offset + ++at);
        }
    }

    /** How many characters at least are missing; negative where no text that goes on so is in all sets. */
    private int missing(List<BitSet> positions) {
        int most = 0;
        for (int i = 0; i < sets.size(); i++) {
            Texts set = sets.get(i);
            BitSet now = positions.get(i);
            int least = Integer.MAX_VALUE;
            int offset = 0;
            for (TextPattern pattern : set.patterns()) {
                int end = offset + pattern.length();
                for (int at = now.nextSetBit(offset); at >= 0 && at <= end; at = now.nextSetBit(at + 1)) {
                    least = Math.min(least, pattern.needed(at - offset));
                    if (set.complement() && pattern.isAbsorbing(at - offset)) {
                        return -1;
                    }
                }
                offset = end + 1;
            }
            if (!set.complement()) {
                if (least == Integer.MAX_VALUE) {
                    return -1;
                }
                most = Math.max(most, least);
            }
        }
        return most;
    }

    private boolean isIn(State state) {
        for (int i = 0; i < sets.size(); i++) {
            boolean matched = false;
            int offset = 0;
            for (TextPattern pattern : sets.get(i).patterns()) {
                matched |= state.positions.get(i).get(offset + pattern.length());
                offset += pattern.length() + 1;
            }
            if (matched == sets.get(i).complement()) {
                return false;
            }
        }
        return true;
    }
}
