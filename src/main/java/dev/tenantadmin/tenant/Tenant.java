package dev.tenantadmin.tenant;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.option.InvalidOptionException;
import dev.tenantadmin.tenant.option.NotebookSpec;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.TagSpec;
import dev.tenantadmin.tenant.option.Tags;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as the user wants it: the options of this command, the settings of earlier ones, and the defaults, combined.
 *
 * @param notebooks each of its notebooks, with the options for it
 * @param unwantedTags keys of tags to remove from everything of the tenant
 */
public record Tenant(
        Names names,
        Settings settings,
        SortedSet<PersonName> users,
        SortedMap<NotebookName, NotebookSpec> notebooks,
        Set<String> unwantedTags) {

    private static final PersonName DEFAULT_USER = new PersonName("owner");
    private static final NotebookName DEFAULT_NOTEBOOK = new NotebookName("main");

    public Tenant {
        users = Collections.unmodifiableSortedSet(new TreeSet<>(users));
        notebooks = Collections.unmodifiableSortedMap(new TreeMap<>(notebooks));
        unwantedTags = Set.copyOf(unwantedTags);
    }

    /**
     * Combines options, settings and defaults. The default user is added until the tenant is complete: repeating an interrupted
     * create-tenant completes it, and a user removed later stays removed. A tenant without notebooks gets the default one.
     *
     * @param before the settings of earlier commands, or null for a new tenant
     * @param foundUsers the users under the tenant's path in the account
     * @param foundNotebooks the notebooks with the tenant's names in the account
     * @param caller the principal that becomes the administrator of a new tenant
     * @throws IllegalArgumentException for {@code --no-users} on a tenant that has users, or a data key without a data location
     */
    public static Tenant wanted(
            TenantSpec spec,
            Names names,
            @Nullable Settings before,
            Set<PersonName> foundUsers,
            Set<NotebookName> foundNotebooks,
            Supplier<String> caller) {
        boolean complete = before != null && before.complete();
        if (spec.get(Options.NO_USERS) && before != null && before.members()) {
            throw new InvalidOptionException(
                    "tenant %2$s was made with users; %1$s is only for a new tenant", Options.NO_USERS, spec.tenant());
        }
        boolean members =
                !spec.get(Options.USERS).isEmpty() || (before == null ? !spec.get(Options.NO_USERS) : before.members());

        SortedSet<PersonName> users = new TreeSet<>(spec.get(Options.USERS));
        users.addAll(foundUsers);
        SortedMap<NotebookName, NotebookSpec> notebooks = new TreeMap<>();
        foundNotebooks.forEach(name -> notebooks.put(name, NotebookSpec.AS_IT_IS));
        if (members && users.isEmpty() && !complete) {
            users.add(DEFAULT_USER);
        }
        if (spec.get(Options.NOTEBOOKS).isEmpty()) {
            if (notebooks.isEmpty()) {
                notebooks.put(DEFAULT_NOTEBOOK, NotebookSpec.AS_IT_IS);
            }
            notebooks.replaceAll((name, asItIs) -> spec.notebook());
        } else {
            spec.get(Options.NOTEBOOKS).forEach(name -> notebooks.put(name, spec.notebook()));
        }
        return new Tenant(
                names,
                settings(spec, before, members, caller),
                users,
                notebooks,
                spec.get(Options.TAGS).unwanted(before == null ? Map.of() : before.tags()));
    }

    /** Returns this tenant, suspended or not. */
    public Tenant suspended(boolean now) {
        return new Tenant(names, settings.suspended(now), users, notebooks, unwantedTags);
    }

    private static Settings settings(
            TenantSpec spec, @Nullable Settings before, boolean members, Supplier<String> caller) {
        Settings known = before == null ? Settings.plain(caller.get()) : before;
        TagSpec asked = spec.get(Options.TAGS);
        Map<String, String> tags = asked.over(known.tags());
        if (!asked.asItIs()) {
            Tags.check(tags);
        }
        Settings wanted = known.with(spec.asked());
        if (spec.get(Options.DATA_KEY).isPresent() && wanted.dataKey().isEmpty()) {
            throw new InvalidOptionException(
                    "%s is the key of what lies under a %s, and tenant %s has none: give both",
                    Options.DATA_KEY, Options.DATA_LOCATION, spec.tenant());
        }
        return new Settings(
                wanted.revision(), members, wanted.administrator(), wanted.options(), tags, wanted.suspended());
    }
}
