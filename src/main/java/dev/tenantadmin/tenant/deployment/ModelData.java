package dev.tenantadmin.tenant.deployment;

import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.DataLocation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model's files: one archive in S3, such as {@code s3://bucket/acme/model.tar.gz}. */
public record ModelData(String bucket, String key) {

    private static final Pattern URI =
            Pattern.compile("s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(?<key>[\\w.:=+@()!',$/-]*[^/])");

    private static final int MOST = 1024;

    /**
     * Reads the URI of an object.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static ModelData of(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches() || uri.length() > MOST) {
            throw new IllegalArgumentException(
                    "model data '%s' is not the URI of an object in S3, such as s3://bucket/prefix/model.tar.gz"
                            .formatted(Printable.text(uri)));
        }
        return new ModelData(matcher.group("bucket"), matcher.group("key"));
    }

    /**
     * Checks that it is in one of the tenant's data locations.
     *
     * @throws IllegalArgumentException if it is not
     */
    void check(Names names, List<DataLocation> locations) {
        if (locations.stream().noneMatch(this::isIn)) {
            throw new IllegalArgumentException("model data %s is outside of the data of tenant %s: %s"
                    .formatted(
                            this,
                            names.tenant(),
                            locations.isEmpty()
                                    ? "it has none; give it some with create-tenant %s --data-location"
                                            .formatted(names.tenant())
                                    : String.join(
                                            ", ",
                                            locations.stream()
                                                    .map(DataLocation::uri)
                                                    .toList())));
        }
    }

    private boolean isIn(DataLocation location) {
        return location.bucket().equals(bucket) && key.startsWith(location.prefix());
    }

    /** Its URI. */
    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
