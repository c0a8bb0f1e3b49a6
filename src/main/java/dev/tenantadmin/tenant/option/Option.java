package dev.tenantadmin.tenant.option;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An option of a tenant. The options of {@code create-tenant}, the keys of {@code apply}'s file and their schema, the anchor's tags, and
 * the output of {@code describe-tenant} are made from it.
 *
 * @param name its name; with {@code --} before it, the option of the command line
 * @param key its key in a file
 * @param type the type of its values
 * @param help its help text
 * @param example an example of a value
 * @param tag how the anchor's tags store it; null if it is not remembered
 * @param <T> its value
 */
public record Option<T>(
        String name,
        String key,
        OptionType<T> type,
        Help help,
        Example example,
        @Nullable Tag<T> tag) {

    /** The word that removes an earlier value. */
    public static final String NONE = "none";

    private static final String PREFIX = "--";

    /**
     * The help text of an option.
     *
     * @param heading its heading in the help; empty for the general one
     * @param label the placeholder for its value in the help
     * @param description what it does, without a full stop
     * @param otherwise the default, such as {@code new tenant: owner}; empty for none
     */
    public record Help(String heading, String label, String description, String otherwise) {}

    /**
     * An example of a value. Only the option checks values; this shows an editor their form.
     *
     * @param pattern the pattern of a value, or of each text in a list; empty for any
     * @param value a valid value, also together with those of all other options except {@code no-users}
     */
    public record Example(String pattern, String value) {}

    /**
     * How the anchor's tags store a value.
     *
     * @param key the tag's key, without a part's number
     * @param read reads the value from all tags; throws IllegalArgumentException for a value that the option would refuse
     * @param write writes a value into the tags
     * @param <T> the value
     */
    public record Tag<T>(String key, Function<Map<String, String>, T> read, BiConsumer<Map<String, String>, T> write) {}

    /** Its name on the command line. */
    public String option() {
        return PREFIX + name;
    }

    /** The option that unsets a flag. */
    public Optional<String> opposite() {
        return type.form() == OptionType.Form.FLAG && type.removable()
                ? Optional.of(PREFIX + "no-" + name)
                : Optional.empty();
    }

    /**
     * Parses the texts that the user gave; a single {@link #NONE} removes the value.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public T parse(List<String> texts) {
        return type.parseAll(texts);
    }

    /** A value as texts for the user; empty if unset. */
    public List<String> texts(T value) {
        return type.print().apply(value);
    }

    /** The description in the command line's help. */
    public String lineDescription() {
        String several = switch (type.form()) {
            case TEXT, NUMBER, FLAG, FILE -> "";
            case LIST, TEXTS -> "; repeatable";
            case ESCAPED_LIST -> "; repeatable, a comma in a name as \\,";
            case MAP -> "; KEY- removes one, none all others; repeatable";
        };
        return described(several + end(several.isEmpty() ? "; or none" : ", or none"));
    }

    /** The description in the file's schema. */
    public String keyDescription() {
        return described(
                switch (type.form()) {
                    case TEXT, NUMBER, FLAG, FILE -> end("; or none");
                    case LIST, TEXTS, ESCAPED_LIST -> end("; or [none]");
                    case MAP -> ", besides those of the defaults; {} removes all others";
                });
    }

    private String end(String words) {
        return type.removable() && type.form() != OptionType.Form.FLAG ? words : "";
    }

    private String described(String more) {
        String otherwise = help.otherwise().isEmpty() ? "" : " (" + help.otherwise() + ")";
        return help.description() + more + otherwise + ".";
    }

    /** A tag that stores the texts of a value, encoded. */
    static <T> Tag<T> listed(String key, Function<List<String>, T> read, Function<T, List<String>> write) {
        return new Tag<>(
                key,
                tags -> read.apply(TagList.get(tags, key)),
                (tags, value) -> TagList.put(tags, key, write.apply(value)));
    }

    /** A tag that stores the texts of a value unencoded, joined by spaces. */
    static <T> Tag<T> plain(String key, OptionType<T> type) {
        return new Tag<>(
                key,
                tags -> {
                    String text = tags.getOrDefault(key, "");
                    return type.parseAll(text.isEmpty() ? List.of() : List.of(text.split(" ")));
                },
                (tags, value) -> tags.put(key, String.join(" ", type.print().apply(value))));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return option();
    }

    /** Writes values as on a command line, each after the option. */
    static String line(String option, List<String> texts) {
        return texts.stream().map(text -> option + " " + text).collect(Collectors.joining(" "));
    }
}
