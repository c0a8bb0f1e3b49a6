package dev.tenantadmin.command.apply;

import dev.tenantadmin.tenant.option.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that asks for many tenants.
 *
 * @param set the name of all of them together, or null if the file gives none
 * @param problems what is wrong with its form; the rest of it was read all the same
 */
public record TenantsFile(@Nullable String set, List<Entry> tenants, List<Problem> problems) {

    /** The tag that keeps the set. */
    public static final String SET = Tags.SET;

    public TenantsFile {
        tenants = List.copyOf(tenants);
        problems = List.copyOf(problems);
    }
}
