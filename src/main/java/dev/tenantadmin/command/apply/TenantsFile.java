package dev.tenantadmin.command.apply;

import dev.tenantadmin.tenant.option.Tags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of tenants.
 *
 * @param set the name of their set, or null if the file gives none
 * @param problems the errors in its form; the rest was still read
 */
public record TenantsFile(@Nullable String set, List<Entry> tenants, List<Problem> problems) {

    /** The tag that keeps the set. */
    public static final String SET = Tags.SET;

    public TenantsFile {
        tenants = List.copyOf(tenants);
        problems = List.copyOf(problems);
    }
}
