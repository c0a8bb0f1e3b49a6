package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.TenantName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An option that an earlier command set and the anchor's tags store.
 *
 * @param line the option as on a command line
 * @param several whether it has more than one value
 * @param end the option that removes it, or null if it can only be replaced
 */
public record RememberedOption(
        String line, boolean several, @Nullable String end) {

    /** Returns those of these options that are set; options given together become one. */
    public static List<RememberedOption> of(Settings settings, Option<?>... options) {
        return Stream.of(options)
                .map(option -> of(settings, option))
                .flatMap(Optional::stream)
                .toList();
    }

    private static <T> Optional<RememberedOption> of(Settings settings, Option<T> option) {
        List<String> texts = option.texts(settings.get(option));
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        String line = Option.line(option.option(), texts);
        if (option.equals(Options.SUBNET)) {
            String groups = Option.line(
                    Options.SECURITY_GROUPS.option(),
                    Options.SECURITY_GROUPS.texts(settings.get(Options.SECURITY_GROUPS)));
            return Optional.of(new RememberedOption(line + " " + groups, true, null));
        }
        return Optional.of(new RememberedOption(
                line, texts.size() > 1, option.type().removable() ? option.option() + " " + Option.NONE : null));
    }

    /** A sentence that the tenant remembers it, and how to change that. */
    public String told(TenantName tenant) {
        return "tenant %s remembers %s: give create-tenant %s%s"
                .formatted(tenant, line, several ? "others" : "another", end == null ? "" : ", or " + end);
    }
}
