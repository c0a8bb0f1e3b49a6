package dev.tenantadmin.tenant.option;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The values of an option.
 *
 * @param form how a command line and a file write them
 * @param removable whether a value can be taken back once it is remembered
 * @param unset what holds where nothing is given
 * @param parse reads the texts that a person gave; throws IllegalArgumentException with a sentence for the person
 * @param print the texts of a value for a person, none for {@code unset}
 * @param <T> the value
 */
public record OptionType<T>(
        Form form, boolean removable, T unset, Function<List<String>, T> parse, Function<T, List<String>> print) {

    /** How values are written. */
    public enum Form {
        TEXT,
        NUMBER,
        FLAG,
        /** The path of a file, whose text is the value. */
        FILE,
        /** A list whose texts the command line may join by commas. */
        LIST,
        /** The same, where a comma of the text itself is written {@code \,} on the command line. */
        ESCAPED_LIST,
        /** A list whose texts may have commas. */
        TEXTS,
        MAP;

        /** Whether more than one text can be given. */
        public boolean several() {
            return this == LIST || this == ESCAPED_LIST || this == TEXTS || this == MAP;
        }
    }

    private static final String TRUE = "true";

    /** Reads the texts that were given; {@link Option#NONE} alone takes back what can be taken back. */
    T parseAll(List<String> texts) {
        return texts.isEmpty() || (removable && texts.equals(List.of(Option.NONE))) ? unset : parse.apply(texts);
    }

    static <E extends Comparable<E>> OptionType<List<E>> list(Form form, boolean removable, Function<String, E> item) {
        return new OptionType<>(
                form,
                removable,
                List.of(),
                texts -> texts.stream().map(item).distinct().sorted().toList(),
                values -> values.stream().map(String::valueOf).toList());
    }

    /** The same, of lists that a condition holds for; it throws IllegalArgumentException for others. */
    OptionType<T> checked(Consumer<T> check) {
        return new OptionType<>(
                form,
                removable,
                unset,
                texts -> {
                    T value = parse.apply(texts);
                    check.accept(value);
                    return value;
                },
                print);
    }

    /** At most one value. */
    public static <E> OptionType<Optional<E>> single(
            Form form, boolean removable, Function<String, E> parse, Function<E, String> print) {
        return new OptionType<>(
                form,
                removable,
                Optional.empty(),
                texts -> texts.stream().findFirst().map(parse),
                value -> value.map(print).stream().toList());
    }

    static OptionType<Boolean> flag(boolean removable) {
        return new OptionType<>(
                Form.FLAG, removable, false, texts -> texts.contains(TRUE), value -> value ? List.of(TRUE) : List.of());
    }
}
