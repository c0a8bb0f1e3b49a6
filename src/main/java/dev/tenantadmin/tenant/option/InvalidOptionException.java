package dev.tenantadmin.tenant.option;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What options of {@code create-tenant} ask is not to be had. It bears the options' names apart from its words, for a file calls them
 * otherwise, and no word of the person who asked is taken for one.
 */
public final class InvalidOptionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String format;
    private final transient List<String> options;
    private final transient List<Object> values;

    /**
     * @param format the sentence, as {@link String#format} takes it: first the options, then the values
     * @param options their names, such as {@code --subnet}
     */
    public InvalidOptionException(String format, List<String> options, Object... values) {
        super(text(format, options, List.of(values)));
        this.format = format;
        this.options = List.copyOf(options);
        this.values = List.of(values);
    }

    /** The sentence, in which each option is called as {@code naming} says. */
    public String message(UnaryOperator<String> naming) {
        return text(format, options.stream().map(naming).toList(), values);
    }

    private static String text(String format, List<String> options, List<Object> values) {
        List<Object> all = new ArrayList<>(options);
        all.addAll(values);
        return format.formatted(all.toArray());
    }
}
