package dev.tenantadmin.tenant.option;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The options of a tenant are invalid. Keeps the options apart from the words of the message: a command line and a file name options
 * differently, and the user's own words must not be taken for one.
 */
public final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String format;
    private final transient List<Object> values;

    /**
     * @param format the sentence, as {@link String#format} takes it
     * @param values its arguments, options and others
     */
    public InvalidOptionException(String format, Object... values) {
        super(text(format, Option::option, List.of(values)));
        this.format = format;
        this.values = List.of(values);
    }

    /** The sentence, with options named by {@code naming}. */
    public String message(Function<Option<?>, String> naming) {
        return text(format, naming, values);
    }

    private static String text(String format, Function<Option<?>, String> naming, List<Object> values) {
        List<Object> named = new ArrayList<>();
        for (Object value : values) {
            named.add(value instanceof Option<?> option ? naming.apply(option) : value);
        }
        return format.formatted(named.toArray());
    }
}
