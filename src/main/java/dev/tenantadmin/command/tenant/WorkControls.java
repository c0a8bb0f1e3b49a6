package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.reference.Heading;
import dev.tenantadmin.reconcile.Durations;
import dev.tenantadmin.tenant.option.AccessSpec;
import dev.tenantadmin.tenant.option.InvalidOptionException;
import dev.tenantadmin.tenant.option.WorkSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The tenant's data, and how much its work may take. A list that is given replaces the one before; "none" takes it back. */
final class WorkControls {

    @Heading("Work")
    @Option(
            names = "--data-location",
            paramLabel = "S3_URI",
            description =
                    "Let the tenant's work use what is under s3://bucket/prefix/, which no other tenant's overlaps, in a"
                            + " bucket of this account, or of another's with ,account=ID; repeatable, or none.")
    @Nullable
    List<String> dataLocations;

    @Heading("Work")
    @Option(
            names = "--data-key",
            paramLabel = "ARN",
            description = "Let the tenant's work use this KMS key, given by ARN, through S3 alone: the key of the data"
                    + " locations' buckets; or none.")
    @Nullable
    String dataKey;

    @Heading("Work")
    @Option(
            names = "--allow-instance-type",
            paramLabel = "PATTERN",
            split = ",",
            description = "Let jobs and endpoints use these instance types only, such as ml.t3.*; repeatable, or none.")
    @Nullable
    List<String> instanceTypes;

    @Heading("Work")
    @Option(
            names = "--max-runtime",
            paramLabel = "TIME",
            description = "Let training and processing jobs run no longer, such as 6h; or none.")
    @Nullable
    String maxRuntime;

    WorkSpec spec() {
        return WorkSpec.parse(dataLocations, dataKey, instanceTypes, time("--max-runtime", maxRuntime));
    }

    /** The time that an option gives: zero for none, null where the option is not given. */
    static @Nullable Duration time(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.equals(AccessSpec.NONE) ? Duration.ZERO : Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException("%s: %s", List.of(option), String.valueOf(e.getMessage()));
        }
    }
}
