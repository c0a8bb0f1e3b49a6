package dev.tenantadmin.tenant.option;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of options: those that are given, or those that hold. Options that are not among them are unset. */
public final class OptionValues {

    public static final OptionValues NONE = new OptionValues(Map.of());

    private final Map<Option<?>, Object> values;

    private OptionValues(Map<Option<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** The value of the option; what holds without it where it is not among them. */
    // A value is put in beside an option of its type.
    @SuppressWarnings("unchecked")
    public <T> T get(Option<T> option) {
        Object value = values.get(option);
        return value == null ? option.type().unset() : (T) value;
    }

    /** Whether the option is among them, and be it to take its value back. */
    public boolean gives(Option<?> option) {
        return values.containsKey(option);
    }

    /** Those that are set, in the order of {@link Options#ALL}: their texts for a person by their keys in a file. */
    public Map<String, List<String>> texts() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (Option<?> option : Options.ALL) {
            List<String> texts = texts(option);
            if (!texts.isEmpty()) {
                all.put(option.key(), texts);
            }
        }
        return all;
    }

    private <T> List<String> texts(Option<T> option) {
        return option.texts(get(option));
    }

    /** These, with that value of the option in place of any other. */
    public <T> OptionValues with(Option<T> option, T value) {
        Map<Option<?>, Object> all = new HashMap<>(values);
        all.put(option, value);
        return new OptionValues(all);
    }

    /** These without the option. */
    public OptionValues without(Option<?> option) {
        Map<Option<?>, Object> all = new HashMap<>(values);
        all.remove(option);
        return new OptionValues(all);
    }

    /** Those of them that the anchor's tags keep. */
    OptionValues remembered() {
        Map<Option<?>, Object> all = new HashMap<>(values);
        all.keySet().removeIf(option -> option.tag() == null);
        return new OptionValues(all);
    }

    /**
     * Reads them out of an anchor's tags. Somebody else can have written these, so they are read as strictly as the options are.
     *
     * @throws IllegalArgumentException for what no option would have taken
     */
    static OptionValues read(Map<String, String> tags) {
        Map<Option<?>, Object> all = new HashMap<>();
        for (Option<?> option : Options.ALL) {
            if (option.tag() != null) {
                all.put(option, option.tag().read().apply(tags));
            }
        }
        return NONE.over(new OptionValues(all));
    }

    /** Puts those that the anchor's tags keep into the tags. */
    void write(Map<String, String> tags) {
        values.keySet().forEach(option -> write(option, tags));
    }

    private <T> void write(Option<T> option, Map<String, String> tags) {
        if (option.tag() != null) {
            option.tag().write().accept(tags, get(option));
        }
    }

    /** These, as the options that are asked change them: a value that is given replaces the one before. */
    public OptionValues over(OptionValues asked) {
        Map<Option<?>, Object> all = new HashMap<>(values);
        asked.values.forEach((option, value) -> {
            if (value.equals(option.type().unset())) {
                all.remove(option);
            } else {
                all.put(option, value);
            }
        });
        return new OptionValues(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OptionValues same && values.equals(same.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
