package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Printable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's data is in S3: everything under one prefix of one bucket. It includes the account, because the same bucket name can
 * belong to another account tomorrow.
 *
 * @param prefix empty for the whole bucket; else ends with a slash, so that {@code acme/} never contains {@code acme-west/}
 * @param account the bucket's account; null for the tenant's own
 */
public record DataLocation(
        String bucket, String prefix, @Nullable String account) implements Comparable<DataLocation> {

    private static final String ACCOUNT = ",account=";

    private static final Pattern URI = Pattern.compile("s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/"
            + "(?<prefix>([\\w.:=+@-]+/)*)(" + ACCOUNT + "(?<account>\\d{12}))?");

    /**
     * Reads {@code s3://bucket/prefix/}, or {@code s3://bucket/prefix/,account=ID}.
     *
     * @throws IllegalArgumentException for anything else, including wildcards
     */
    public static DataLocation of(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    ("data location '%s' must be of the form s3://bucket/prefix/, end with a slash, and contain no wildcard: "
                                    + "letters, digits and any of _.:=+@- between single slashes; with ,account=ID at the end"
                                    + " if the bucket belongs to another account")
                            .formatted(Printable.text(uri)));
        }
        return new DataLocation(matcher.group("bucket"), matcher.group("prefix"), matcher.group("account"));
    }

    /** @throws IllegalArgumentException if any two overlap */
    static void requireApart(List<DataLocation> locations) {
        for (DataLocation one : locations) {
            if (locations.stream().anyMatch(other -> !other.equals(one) && other.overlaps(one))) {
                throw new IllegalArgumentException("data location %s overlaps another one given".formatted(one));
            }
        }
    }

    /** Returns this location as seen from an account, which leaves itself out. */
    public DataLocation seenFrom(String home) {
        return home.equals(account) ? new DataLocation(bucket, prefix, null) : this;
    }

    /** Whether both have the same bucket name and prefix. */
    public boolean isAt(DataLocation other) {
        return bucket.equals(other.bucket) && prefix.equals(other.prefix);
    }

    /** The bucket's account, for a tenant of the given account. */
    public String owner(String home) {
        return account == null ? home : account;
    }

    /** The URI as AWS's own S3 tools write it. */
    public String uri() {
        return "s3://" + bucket + "/" + prefix;
    }

    /** Whether any object could be in both. */
    public boolean overlaps(DataLocation other) {
        return holds(other) || other.holds(this);
    }

    /** Whether it contains all of the other. */
    public boolean holds(DataLocation other) {
        return bucket.equals(other.bucket) && other.prefix.startsWith(prefix);
    }

    @Override
    public int compareTo(DataLocation other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return account == null ? uri() : uri() + ACCOUNT + account;
    }
}
