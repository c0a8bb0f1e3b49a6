package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Printable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's data is in S3: everything under one prefix of one bucket. A bucket's name can be another account's tomorrow, so its account
 * belongs to it.
 *
 * @param prefix empty for the whole bucket, else it ends with a slash, so that {@code acme/} never holds what is in {@code acme-west/}
 * @param account whose bucket it is; null for the tenant's own account
 */
public record DataLocation(
        String bucket, String prefix, @Nullable String account) implements Comparable<DataLocation> {

    private static final String ACCOUNT = ",account=";

    private static final Pattern URI = Pattern.compile("s3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/"
            + "(?<prefix>([\\w.:=+@-]+/)*)(" + ACCOUNT + "(?<account>\\d{12}))?");

    /**
     * Reads {@code s3://bucket/prefix/}, or {@code s3://bucket/prefix/,account=ID}.
     *
     * @throws IllegalArgumentException for anything else, a wildcard among it
     */
    public static DataLocation of(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    ("data location '%s' must be of the form s3://bucket/prefix/, end with a slash, and hold no wildcard: "
                                    + "letters, digits and any of _.:=+@- between single slashes; with ,account=ID behind it"
                                    + " where the bucket is another account's")
                            .formatted(Printable.text(uri)));
        }
        return new DataLocation(matcher.group("bucket"), matcher.group("prefix"), matcher.group("account"));
    }

    /** @throws IllegalArgumentException if any two of them overlap */
    static void requireApart(List<DataLocation> locations) {
        for (DataLocation one : locations) {
            if (locations.stream().anyMatch(other -> !other.equals(one) && other.overlaps(one))) {
                throw new IllegalArgumentException("data location %s overlaps another one given".formatted(one));
            }
        }
    }

    /** The same for who lives in this account: that it is the own one need not be said. */
    public DataLocation seenFrom(String home) {
        return home.equals(account) ? new DataLocation(bucket, prefix, null) : this;
    }

    /** Whether both are the same prefix of a bucket of that name. */
    public boolean isAt(DataLocation other) {
        return bucket.equals(other.bucket) && prefix.equals(other.prefix);
    }

    /** Whose bucket it is, for a tenant of this account. */
    public String owner(String home) {
        return account == null ? home : account;
    }

    /** Where it is, in the form of S3's own programs. */
    public String uri() {
        return "s3://" + bucket + "/" + prefix;
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
        return account == null ? uri() : uri() + ACCOUNT + account;
    }
}
