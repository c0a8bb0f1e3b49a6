package dev.tenantadmin.tenant.deployment;

import dev.tenantadmin.tenant.name.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A variable of the container that serves a model. Whoever may describe the model reads it, so it holds no secret. */
public record EnvironmentVariable(String name, String value) {

    /** SageMaker's own rule (CreateModel's reference). */
    private static final Pattern FORM =
            Pattern.compile("(?<name>[a-zA-Z_][a-zA-Z0-9_]{0,1023})=(?<value>.{0,1024})", Pattern.DOTALL);

    /** The most variables that SageMaker allows. */
    public static final int MOST = 100;

    /**
     * Reads {@code NAME=VALUE}. What is refused is not repeated, because it may be a secret.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static EnvironmentVariable of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            int end = text.indexOf('=');
            throw new IllegalArgumentException(
                    "variable '%s' is not of the form NAME=VALUE: letters, digits and underscores, and a value of at most 1024 characters"
                            .formatted(end < 0 ? "..." : Printable.text(text.substring(0, end))));
        }
        return new EnvironmentVariable(matcher.group("name"), matcher.group("value"));
    }
}
