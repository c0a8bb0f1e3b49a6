package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Printable;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the tenant's work may use; see {@link WorkSpec}.
 *
 * @param dataLocations empty for no access to S3
 * @param dataKey the key that the data is encrypted under, if it is one of a customer's own
 * @param instanceTypes empty for all
 * @param maxRuntime null for no limit
 */
public record WorkOptions(
        List<DataLocation> dataLocations,
        @Nullable DataKey dataKey,
        List<String> instanceTypes,
        @Nullable Duration maxRuntime) {

    public static final WorkOptions NONE = new WorkOptions(List.of(), List.of(), null);

    private static final Pattern INSTANCE_TYPE = Pattern.compile("ml\\.[a-z0-9*-]+(\\.[a-z0-9*-]+)?");

    public WorkOptions {
        dataLocations = List.copyOf(dataLocations);
        instanceTypes = List.copyOf(instanceTypes);
    }

    /** Without a key. */
    public WorkOptions(List<DataLocation> dataLocations, List<String> instanceTypes, @Nullable Duration maxRuntime) {
        this(dataLocations, null, instanceTypes, maxRuntime);
    }

    /** The key of the data that there is. */
    public @Nullable DataKey usedKey() {
        return dataLocations.isEmpty() ? null : dataKey;
    }

    /** The same with its data elsewhere, under the same key; a key without data is forgotten. */
    WorkOptions withData(List<DataLocation> locations) {
        return new WorkOptions(locations, locations.isEmpty() ? null : dataKey, instanceTypes, maxRuntime);
    }

    /** These, but for what is asked. */
    WorkOptions with(WorkSpec asked) {
        Duration longest = asked.maxRuntime() == null ? maxRuntime : asked.maxRuntime();
        String key = asked.dataKey();
        WorkOptions located = asked.dataLocations() == null ? this : withData(asked.dataLocations());
        return new WorkOptions(
                located.dataLocations,
                key == null ? located.dataKey : key.equals(AccessSpec.NONE) ? null : new DataKey(key),
                asked.instanceTypes() == null ? instanceTypes : asked.instanceTypes(),
                longest == null || longest.isZero() ? null : longest);
    }

    static String instanceType(String pattern) {
        if (!INSTANCE_TYPE.matcher(pattern).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a pattern of instance types such as ml.t3.*".formatted(Printable.text(pattern)));
        }
        return pattern;
    }
}
