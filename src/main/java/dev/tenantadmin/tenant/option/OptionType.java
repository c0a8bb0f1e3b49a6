package dev.tenantadmin.tenant.option;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The type of an option's values.
 *
 * @param form how values are written on a command line and in a file
 * @param removable whether a remembered value can be removed
 * @param unset the value if none is given
 * @param parse parses the user's texts; throws IllegalArgumentException with a sentence for the user
 * @param print returns the texts of a value for the user, none for {@code unset}
 * @param <T> the value
 */
public record OptionType<T>(
        Form form, boolean removable, T unset, Function<List<String>, T> parse, Function<T, List<String>> print) {

    /** How values are written. */
    public enum Form {
        TEXT,
        NUMBER,
        FLAG,
        /** The path of a file; the value is the file's text. */
        FILE,
        /** A list; the command line can join its texts with commas. */
        LIST,
        /** The same, but a comma within a text is written {@code \,} on the command line. */
        ESCAPED_LIST,
        /** A list; its texts can contain commas. */
        TEXTS,
        MAP;

        /** Whether more than one text can be given. */
        public boolean several() {
            return this == LIST || this == ESCAPED_LIST || this == TEXTS || this == MAP;
        }
    }

    private static final String TRUE = "true";

    /** A text of an {@link Form#ESCAPED_LIST} as it is written on the command line. */
    public static String escaped(String text) {
        return text.replace(",", "\\,");
    }

    /** The opposite of {@link #escaped}. */
    public static String unescaped(String item) {
        return item.replace("\\,", ",");
    }

    /** Parses the texts; a single {@link Option#NONE} removes a removable value. */
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

    /** The same with a check, which throws IllegalArgumentException. */
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
