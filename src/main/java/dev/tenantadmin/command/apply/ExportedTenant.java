package dev.tenantadmin.command.apply;

import dev.tenantadmin.aws.client.RoleToAssume;
import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.command.tenant.TenantReport;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.tenant.Tenant;
import dev.tenantadmin.tenant.document.UnprovedSetting;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.GivenRole;
import dev.tenantadmin.tenant.option.NotebookSpec;
import dev.tenantadmin.tenant.option.Option;
import dev.tenantadmin.tenant.option.OptionType.Form;
import dev.tenantadmin.tenant.option.OptionValues;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.TagSpec;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as a file names it.
 *
 * @param fields its keys in the file, with texts, numbers, flags, lists of texts, or a map of texts
 * @param set the set of tenants that its tag names
 * @param creator the ARN of its creator, which the file cannot name
 * @param notes sentences about what the keys cannot say
 * @param unreadable why only its name is exported, if so
 */
record ExportedTenant(
        Map<String, Object> fields,
        Optional<String> set,
        Optional<String> creator,
        List<String> notes,
        Optional<String> unreadable) {

    ExportedTenant {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        notes = List.copyOf(notes);
    }

    /** A tenant that could not be read. With its name in the file, {@code apply --prune} leaves it alone. */
    static ExportedTenant unread(TenantName name, String region, @Nullable RoleToAssume role, String why) {
        String told = "tenant %s could not be exported: %s".formatted(name, Printable.text(why));
        return new ExportedTenant(
                home(name, region, role), Optional.empty(), Optional.empty(), List.of(told), Optional.of(told));
    }

    private static Map<String, Object> home(TenantName name, String region, @Nullable RoleToAssume role) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(TenantsFileReader.NAME, name.value());
        fields.put(FileKeys.REGION.key(), region);
        if (role != null) {
            fields.put(FileKeys.ASSUME_ROLE.key(), role.toString());
        }
        return fields;
    }

    /**
     * What was found of a tenant, with the type and size of its notebooks, which this reads.
     *
     * @param role the role that was assumed to read it, if any
     * @param isRole whether the account has a role of this ARN
     */
    static ExportedTenant of(TenantPlan described, @Nullable RoleToAssume role, Predicate<String> isRole) {
        Tenant tenant = described.tenant();
        Settings settings = tenant.settings();
        List<String> notes = new ArrayList<>(state(described));
        notes.addAll(gone(settings, tenant.names(), isRole));
        Map<String, Object> fields =
                home(tenant.names().tenant(), tenant.names().home().region(), role);
        fields.putAll(options(described, found(described, notes), notes));
        return new ExportedTenant(
                fields,
                Optional.ofNullable(settings.tags().get(TenantsFile.SET)),
                Optional.of(settings.administrator()),
                notes.stream().map(Printable::text).toList(),
                Optional.empty());
    }

    /** What applies to the tenant as a whole. */
    private static List<String> state(TenantPlan described) {
        Settings settings = described.tenant().settings();
        List<String> notes = new ArrayList<>();
        if (settings.suspended()) {
            notes.add("Suspended, and stays so; the file cannot say that.");
        }
        if (settings.older()) {
            notes.add("Of revision %d; apply upgrades it to %d."
                    .formatted(settings.revision(), Settings.CURRENT_REVISION));
        }
        List<String> changes = described.plan().changes().stream()
                .filter(change -> change.action() != Change.Action.NONE)
                .filter(change -> !TenantReport.Part.isOfOlderRevision(change, settings.older()))
                .map(change -> TenantReport.Part.of(change, settings.older()))
                .map(part -> "%s %s (%s)".formatted(part.type(), part.name(), part.state()))
                .toList();
        if (!changes.isEmpty()) {
            notes.add("Not as wanted, so apply does more than nothing: %s.".formatted(String.join(", ", changes)));
        }
        return notes;
    }

    /** Roles that may come in and are no more: a file can name them, but {@code apply} takes them only where they are remembered. */
    private static List<String> gone(Settings settings, Names names, Predicate<String> isRole) {
        return GivenRole.in(settings.options()).stream()
                .filter(role -> role.isOf(names.home()) && !isRole.test(role.arn()))
                .map(role -> "%s: the account has no role %s any more; apply keeps it here, and refuses it elsewhere."
                        .formatted(role.words(), role.arn()))
                .toList();
    }

    /** Everything that an option could have set. */
    private static OptionValues found(TenantPlan described, List<String> notes) {
        Tenant tenant = described.tenant();
        Settings settings = tenant.settings();
        OptionValues found = settings.options();
        if (settings.dataKey().isEmpty()) {
            found = found.without(Options.DATA_KEY);
        }
        if (!settings.members()) {
            found = found.with(Options.NO_USERS, true);
        } else if (tenant.users().isEmpty()) {
            notes.add(
                    "It has a group and no users, which the file cannot say; on another account apply makes the user owner.");
        } else {
            found = found.with(Options.USERS, List.copyOf(tenant.users()));
        }
        String prefix = tenant.names().home().pathPrefix();
        if (!prefix.equals("/")) {
            found = found.with(Options.PATH_PREFIX, Optional.of(prefix));
        }
        return withTags(withNotebooks(found, described.notebooks(), notes), settings.tags(), notes);
    }

    private static OptionValues withNotebooks(
            OptionValues found, SortedMap<NotebookName, NotebookLife> lives, List<String> notes) {
        SortedMap<NotebookName, NotebookSpec> specs = new TreeMap<>();
        lives.forEach((name, life) -> life.spec().ifPresent(spec -> specs.put(name, spec)));
        OptionValues all = found;
        if (!specs.isEmpty()) {
            all = all.with(Options.NOTEBOOKS, List.copyOf(specs.keySet()));
        }
        Optional<String> type = common(Options.INSTANCE_TYPE, specs, NotebookSpec::instanceType, notes);
        Optional<Integer> volume = common(Options.VOLUME_SIZE, specs, NotebookSpec::volumeGb, notes);
        return all.with(Options.INSTANCE_TYPE, type).with(Options.VOLUME_SIZE, volume);
    }

    /** What all notebooks have; the file gives it to all of them. */
    private static <T> Optional<T> common(
            Option<Optional<T>> option,
            SortedMap<NotebookName, NotebookSpec> specs,
            Function<NotebookSpec, @Nullable T> field,
            List<String> notes) {
        Map<NotebookName, T> values = new TreeMap<>();
        specs.forEach((name, spec) -> {
            T value = field.apply(spec);
            if (value != null) {
                values.put(name, value);
            }
        });
        Set<T> different = new HashSet<>(values.values());
        if (different.size() > 1) {
            notes.add("%s: the file has one for all notebooks, and they have %s."
                    .formatted(
                            option.key(),
                            values.entrySet().stream()
                                    .map(entry -> entry.getKey() + " " + entry.getValue())
                                    .collect(Collectors.joining(", "))));
            return Optional.empty();
        }
        return different.stream().findFirst();
    }

    private static OptionValues withTags(OptionValues found, Map<String, String> tags, List<String> notes) {
        Map<String, String> own = new TreeMap<>(tags);
        own.remove(TenantsFile.SET);
        try {
            return own.isEmpty() ? found : found.with(Options.TAGS, new TagSpec(own, Set.of(), true));
        } catch (IllegalArgumentException e) {
            notes.add("%s: left out, for %s.".formatted(Options.TAGS.key(), e.getMessage()));
            return found;
        }
    }

    /** The keys of all options that are set, and notes about those that the file cannot give. */
    private static Map<String, Object> options(TenantPlan described, OptionValues found, List<String> notes) {
        Names names = described.tenant().names();
        Set<Option<?>> unproved = new HashSet<>();
        for (UnprovedSetting setting : described.unproved()) {
            notes.add("%s: left out. %s.".formatted(setting.option().key(), setting.sentence(names.boundary())));
            unproved.add(setting.option());
        }
        if (unproved.contains(Options.SUBNET)) {
            unproved.add(Options.SECURITY_GROUPS);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        OptionValues given = OptionValues.NONE;
        for (Option<?> option : Options.ALL) {
            if (!unproved.contains(option)) {
                given = add(fields, given, found, option, notes);
            }
        }
        try {
            new TenantSpec(names.tenant(), given);
        } catch (IllegalArgumentException e) {
            notes.add("All options are left out, for they contradict each other: %s.".formatted(e.getMessage()));
            return Map.of();
        }
        return fields;
    }

    private static <T> OptionValues add(
            Map<String, Object> fields, OptionValues given, OptionValues found, Option<T> option, List<String> notes) {
        T value = found.get(option);
        List<String> texts = option.texts(value);
        if (texts.isEmpty()) {
            return given;
        }
        Optional<String> refused = refusal(option, texts, value);
        if (refused.isPresent()) {
            notes.add("%s: %s.".formatted(option.key(), refused.get()));
            return given;
        }
        fields.put(option.key(), inFile(option.type().form(), texts));
        return given.with(option, value);
    }

    /** Why a file cannot give this value; empty if it can. */
    private static <T> Optional<String> refusal(Option<T> option, List<String> texts, T value) {
        String all = String.join(", ", texts);
        if (option.type().form() == Form.FILE) {
            return Optional.of("only its digest is known, %s; on another account, give the file".formatted(all));
        }
        try {
            boolean same = (option.type().form() != Form.LIST || texts.stream().noneMatch(text -> text.contains(",")))
                    && ApplyOrders.parse(option, texts).equals(value);
            return same ? Optional.empty() : Optional.of("left out, for the file cannot give " + all);
        } catch (IllegalArgumentException e) {
            return Optional.of("left out, for apply would refuse %s: %s".formatted(all, e.getMessage()));
        }
    }

    private static Object inFile(Form form, List<String> texts) {
        return switch (form) {
            case TEXT, FILE -> texts.get(0);
            case NUMBER -> Integer.valueOf(texts.get(0));
            case FLAG -> Boolean.valueOf(texts.get(0));
            case LIST, ESCAPED_LIST, TEXTS -> texts;
            case MAP ->
                texts.stream()
                        .map(text -> text.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0], pair -> pair[1], (one, again) -> again, LinkedHashMap::new));
        };
    }
}
