package dev.tenantadmin.policy.reason;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a text that is in each of several sets. It walks the positions in all patterns at once, from the empty text on, nearest to an end first,
 * and makes no automaton: a determinised one of an ordinary pattern with question marks has a hundred thousand states.
 */
final class Intersection {

    /** Stand for all characters that no pattern names, the most ordinary first. */
    private static final String OTHERS = "xyz0123456789abcdefghijklmnopqrstuvwXYZ-_./~";

    /** Stands at the end of a pattern. */
    private static final int END = Integer.MIN_VALUE;

    private final Budget budget;
    private final char[] alphabet;
    private final boolean[] complements;

    /** The tokens of all patterns of all sets, each pattern with an end. */
    private final int[] tokens;

    /** For each token to which set it belongs, how many characters are needed from there, and which of the alphabet it tells from others. */
    private final int[] setOf;

    private final int[] needed;
    private final int[][] told;

    private final BitSet start = new BitSet();

    private Intersection(List<Texts> sets, Budget budget) {
        this.budget = budget;
        int length = sets.stream()
                .flatMap(set -> set.patterns().stream())
                .mapToInt(pattern -> pattern.length() + 1)
                .sum();
        this.complements = new boolean[sets.size()];
        this.tokens = new int[length];
        this.setOf = new int[length];
        this.needed = new int[length];
        Set<Character> named = new HashSet<>(Set.of(':'));
        int offset = 0;
        for (int set = 0; set < sets.size(); set++) {
            complements[set] = sets.get(set).complement();
            for (TextPattern pattern : sets.get(set).patterns()) {
                for (int i = 0; i <= pattern.length(); i++) {
                    tokens[offset + i] = i == pattern.length() ? END : pattern.at(i);
                    setOf[offset + i] = set;
                    needed[offset + i] = pattern.needed(i);
                    TextPattern.addCharacters(tokens[offset + i], named);
                }
                enter(start, offset);
                offset += pattern.length() + 1;
            }
        }
        OTHERS.chars()
                .filter(c -> !named.contains((char) c))
                .findFirst()
                .ifPresentOrElse(c -> named.add((char) c), () -> named.add('\u00b7'));
        List<Character> all = named.stream()
                .sorted(Comparator.comparing(Intersection::strangeness).thenComparing(Comparator.naturalOrder()))
                .toList();
        this.alphabet = new char[all.size()];
        Map<Character, Integer> places = new HashMap<>();
        for (int i = 0; i < alphabet.length; i++) {
            alphabet[i] = all.get(i);
            places.put(alphabet[i], i);
        }
        this.told = new int[length][];
        Map<Integer, int[]> known = new HashMap<>();
        for (int i = 0; i < length; i++) {
            told[i] = known.computeIfAbsent(tokens[i], token -> {
                List<Character> characters = new ArrayList<>();
                TextPattern.addCharacters(token, characters);
                return characters.stream().mapToInt(places::get).toArray();
            });
        }
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
            Optional<Stream<String>> literals = set.literals();
            if (literals.isPresent()) {
                return literals.get()
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
            BitSet positions,
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
        PriorityQueue<State> open = new PriorityQueue<>(Comparator.comparingInt(State::missing)
                .thenComparingInt(State::length)
                .thenComparingInt(State::order));
        Set<BitSet> seen = new HashSet<>();
        add(open, seen, start, null, ' ');
        while (!open.isEmpty()) {
            State state = open.remove();
            if (isIn(state.positions)) {
                return Optional.of(state.text());
            }
            // Characters that no token tells from others all lead to the same place.
            BitSet differ = differing(state.positions);
            int other = differ.nextClearBit(0);
            for (int i = 0; i < alphabet.length; i++) {
                if (differ.get(i) || i == other) {
                    add(open, seen, after(state.positions, alphabet[i]), state, alphabet[i]);
                }
            }
        }
        return Optional.empty();
    }

    private BitSet differing(BitSet positions) {
        BitSet all = new BitSet();
        for (int at = positions.nextSetBit(0); at >= 0; at = positions.nextSetBit(at + 1)) {
            for (int place : told[at]) {
                all.set(place);
            }
        }
        return all;
    }

    private void add(PriorityQueue<State> open, Set<BitSet> seen, BitSet positions, @Nullable State before, char last) {
        int missing = missing(positions);
        if (missing >= 0 && seen.add(positions)) {
            budget.state();
            open.add(new State(positions, missing, before == null ? 0 : before.length + 1, seen.size(), before, last));
        }
    }

    private BitSet after(BitSet positions, char c) {
        BitSet next = new BitSet();
        for (int at = positions.nextSetBit(0); at >= 0; at = positions.nextSetBit(at + 1)) {
            if (TextPattern.isOf(tokens[at], c)) {
                enter(next, TextPattern.isStar(tokens[at]) ? at : at + 1);
            }
        }
        return next;
    }

    private void enter(BitSet positions, int position) {
        int at = position;
        positions.set(at);
        while (TextPattern.isStar(tokens[at])) {
            positions.set(++at);
        }
    }

    /** How many characters at least are missing; negative where no text that goes on so is in all sets. */
    private int missing(BitSet positions) {
        int[] least = new int[complements.length];
        Arrays.fill(least, Integer.MAX_VALUE);
        for (int at = positions.nextSetBit(0); at >= 0; at = positions.nextSetBit(at + 1)) {
            int set = setOf[at];
            if (complements[set] && tokens[at] == TextPattern.ANY && tokens[at + 1] == END) {
                return -1;
            }
            least[set] = Math.min(least[set], needed[at]);
        }
        int most = 0;
        for (int set = 0; set < least.length; set++) {
            if (!complements[set]) {
                if (least[set] == Integer.MAX_VALUE) {
                    return -1;
                }
                most = Math.max(most, least[set]);
            }
        }
        return most;
    }

    private boolean isIn(BitSet positions) {
        boolean[] matched = new boolean[complements.length];
        for (int at = positions.nextSetBit(0); at >= 0; at = positions.nextSetBit(at + 1)) {
            matched[setOf[at]] |= tokens[at] == END;
        }
        for (int set = 0; set < matched.length; set++) {
            if (matched[set] == complements[set]) {
                return false;
            }
        }
        return true;
    }
}
