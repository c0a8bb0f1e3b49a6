package dev.tenantadmin.tenant.option;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of options, either given or in force. Options without a value here are unset. */
public final class OptionValues {

    public static final OptionValues NONE = new OptionValues(Map.of());

    private final Map<Option<?>, Object> values;

    private OptionValues(Map<Option<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** The value of the option, or its unset value. */
    // with() stores a value only with an option of its type.
    @SuppressWarnings("unchecked")
    public <T> T get(Option<T> option) {
        Object value = values.get(option);
        return value == null ? option.type().unset() : (T) value;
    }

    /** Whether the option is given, even if only to remove its value. */
    public boolean gives(Option<?> option) {
        return values.containsKey(option);
    }

    /** Returns the options that are set, as texts for a person, by their keys in a file and in the order of {@link Options#ALL}. */
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

    /** Returns these values with the option set to the given one. */
    public <T> OptionValues with(Option<T> option, T value) {
        Map<Option<?>, Object> all = new HashMap<>(values);
        all.put(option, value);
        return new OptionValues(all);
    }

    /** Returns these values without the option. */
    public OptionValues without(Option<?> option) {
        Map<Option<?>, Object> all = new HashMap<>(values);
        all.remove(option);
        return new OptionValues(all);
    }

    /** Those that the anchor's tags store. */
    OptionValues remembered() {
        Map<Option<?>, Object> all = new HashMap<>(values);
        all.keySet().removeIf(option -> option.tag() == null);
        return new OptionValues(all);
    }

    /**
     * Reads them from an anchor's tags. Somebody else could have written the tags, so they are checked as strictly as options.
     *
     * @throws IllegalArgumentException for a value that the option would refuse
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

    /** Writes those that the anchor's tags store into the tags. */
    void write(Map<String, String> tags) {
        values.keySet().forEach(option -> write(option, tags));
    }

    private <T> void write(Option<T> option, Map<String, String> tags) {
        if (option.tag() != null) {
            option.tag().write().accept(tags, get(option));
        }
    }

    /** Returns these values changed by the given options: a given value replaces the earlier one. */
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
