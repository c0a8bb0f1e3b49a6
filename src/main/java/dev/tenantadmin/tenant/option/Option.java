package dev.tenantadmin.tenant.option;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be asked of a tenant. The command line of {@code create-tenant}, the keys of {@code apply}'s file and their schema,
 * the anchor's tags, and what {@code describe-tenant} shows are made from it.
 *
 * @param name its name, which behind {@code --} is the option of the command line
 * @param key its key in a file
 * @param type its values
 * @param help what is said of it
 * @param example what a value looks like
 * @param tag how the anchor's tags keep it; null for what is not remembered
 * @param <T> its value
 */
public record Option<T>(
        String name,
        String key,
        OptionType<T> type,
        Help help,
        Example example,
        @Nullable Tag<T> tag) {

    /** The word that takes back what was given before. */
    public static final String NONE = "none";

    private static final String PREFIX = "--";

    /**
     * What is said of an option.
     *
     * @param heading under which help lists it; empty for the general one
     * @param label what stands for its value in help
     * @param description what it does, without a full stop
     * @param otherwise what holds where it is never given, such as {@code new tenant: owner}; empty for nothing to say
     */
    public record Help(String heading, String label, String description, String otherwise) {}

    /**
     * What a value looks like. Only the option knows which values are right; this lets an editor see the shape.
     *
     * @param pattern what a value matches, or each text of a list; empty for any
     * @param value one that the option takes, together with those of all other options but {@code no-users}
     */
    public record Example(String pattern, String value) {}

    /**
     * How the anchor's tags keep a value.
     *
     * @param key the tag, whose parts are numbered
     * @param read takes it out of all tags; throws IllegalArgumentException for what the option would not have taken
     * @param write puts a value that is set into the tags
     * @param <T> the value
     */
    public record Tag<T>(String key, Function<Map<String, String>, T> read, BiConsumer<Map<String, String>, T> write) {}

    /** As the command line names it. */
    public String option() {
        return PREFIX + name;
    }

    /** The option that takes a flag back. */
    public Optional<String> opposite() {
        return type.form() == OptionType.Form.FLAG && type.removable()
                ? Optional.of(PREFIX + "no-" + name)
                : Optional.empty();
    }

    /**
     * Reads what a person gave; {@link #NONE} alone takes it back.
     *
     * @throws IllegalArgumentException with a sentence for the person who asked
     */
    public T parse(List<String> texts) {
        return type.parseAll(texts);
    }

    /** A value as texts for a person; none for what is unset. */
    public List<String> texts(T value) {
        return type.print().apply(value);
    }

    /** What the command line's help says. */
    public String lineDescription() {
        String several = switch (type.form()) {
            case TEXT, NUMBER, FLAG, FILE -> "";
            case LIST, TEXTS -> "; repeatable";
            case ESCAPED_LIST -> "; repeatable, a comma in a name as \\,";
            case MAP -> "; KEY- takes one away, none all others; repeatable";
        };
        return described(several + end(several.isEmpty() ? "; or none" : ", or none"));
    }

    /** What the file's schema says. */
    public String keyDescription() {
        return described(
                switch (type.form()) {
                    case TEXT, NUMBER, FLAG, FILE -> end("; or none");
                    case LIST, TEXTS, ESCAPED_LIST -> end("; or [none]");
                    case MAP -> ", beside those of the defaults; {} takes all others away";
                });
    }

    private String end(String words) {
        return type.removable() && type.form() != OptionType.Form.FLAG ? words : "";
    }

    private String described(String more) {
        String otherwise = help.otherwise().isEmpty() ? "" : " (" + help.otherwise() + ")";
        return help.description() + more + otherwise + ".";
    }

    /** A tag that keeps the texts of a value, encoded. */
    static <T> Tag<T> listed(String key, Function<List<String>, T> read, Function<T, List<String>> write) {
        return new Tag<>(
                key,
                tags -> read.apply(TagList.get(tags, key)),
                (tags, value) -> TagList.put(tags, key, write.apply(value)));
    }

    /** A tag that keeps a value's texts as they are, joined by blanks. */
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

    /** Several values of options in a row, as a command line gives them. */
    static String line(String option, List<String> texts) {
        return texts.stream().map(text -> option + " " + text).collect(Collectors.joining(" "));
    }
}
