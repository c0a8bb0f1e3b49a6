package dev.tenantadmin.tenant;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a tenant's data is in S3: everything under one prefix of one bucket.
 *
 * @param prefix empty for the whole bucket, else it ends with a slash, so that {@code acme/} never holds what is in {@code acme-west/}
 */
public record DataLocation(String bucket, String prefix) implements Comparable<DataLocation> {

    private static final Pattern URI =
            Pattern.compile("s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(?<prefix>([\\w.:=+@-]+/)*)");

    /**
     * Reads {@code s3://bucket/prefix/}.
     *
     * @throws IllegalArgumentException for anything else, a wildcard among it
     */
    public static DataLocation of(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    ("data location '%s' must be of the form s3://bucket/prefix/, end with a slash, and hold no wildcard: "
                                    + "letters, digits and any of _.:=+@- between single slashes")
                            .formatted(Printable.text(uri)));
        }
        return new DataLocation(matcher.group("bucket"), matcher.group("prefix"));
    }

    /** Whether anything could be in both. */
    public boolean overlaps(DataLocation other) {
        return holds(other) || other.holds(this);
    }

    /** Whether everything in the other is in this. */
    public boolean holds(DataLocation other) {
        return bucket.equals(other.bucket) && other.prefix.startsWith(prefix);
    }

    @Override
    public int compareTo(DataLocation other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
