package dev.tenantadmin.tenant.option;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about the tenant's work: its data, and how much it may take. Null means "leave as it is"; a list that is given replaces
 * the one before, an empty one takes it back.
 *
 * @param dataLocations where in S3 the tenant's data is; empty for no access to S3
 * @param dataKey the ARN of the key that the data is encrypted under; {@link AccessSpec#NONE} for none
 * @param instanceTypes patterns of the types that jobs and endpoints may use, such as {@code ml.t3.*}; empty for all
 * @param maxRuntime how long training and processing jobs may run at most; zero for no limit
 */
public record WorkSpec(
        @Nullable List<DataLocation> dataLocations,
        @Nullable String dataKey,
        @Nullable List<String> instanceTypes,
        @Nullable Duration maxRuntime) {

    public static final WorkSpec AS_IT_IS = new WorkSpec(null, null, null, null);

    private static final Duration LEAST = Duration.ofMinutes(1);

    /** The longest that SageMaker lets a training job run. */
    private static final Duration MOST = Duration.ofDays(28);

    /** @throws IllegalArgumentException for a time out of range, data locations that overlap, or what is no ARN of a key */
    public WorkSpec {
        if (maxRuntime != null
                && !maxRuntime.isZero()
                && (maxRuntime.compareTo(LEAST) < 0 || maxRuntime.compareTo(MOST) > 0)) {
            throw new IllegalArgumentException("the longest runtime must be from 1 minute to 28 days");
        }
        if (dataLocations != null) {
            requireApart(dataLocations);
        }
        if (dataKey != null && !dataKey.equals(AccessSpec.NONE)) {
            new DataKey(dataKey);
        }
    }

    /**
     * Reads what a person wrote; a list of {@link AccessSpec#NONE} alone is an empty one.
     *
     * @throws IllegalArgumentException with a sentence for the person who asked
     */
    public static WorkSpec parse(
            @Nullable List<String> dataLocations,
            @Nullable String dataKey,
            @Nullable List<String> instanceTypes,
            @Nullable Duration maxRuntime) {
        return new WorkSpec(
                AccessSpec.each(dataLocations, DataLocation::of),
                dataKey,
                AccessSpec.each(instanceTypes, WorkOptions::instanceType),
                maxRuntime);
    }

    private static void requireApart(List<DataLocation> locations) {
        for (DataLocation one : locations) {
            if (locations.stream().anyMatch(other -> !other.equals(one) && other.overlaps(one))) {
                throw new IllegalArgumentException("data location %s overlaps another one given".formatted(one));
            }
        }
    }
}
