package dev.tenantadmin.policy.language;

import java.util.List;
import java.util.Optional;

/**
 * The name of an AWS resource, or a pattern of such names.
 *
 * @param region empty for services without regions, such as IAM and S3
 * @param account empty for services without accounts, such as S3
 * @param resource all of the rest; it can contain colons
 */
public record Arn(String partition, String service, String region, String account, String resource) {
    /** The number of parts between its colons, including {@code arn}. */
    public static final int PARTS = 6;

    private static final String PREFIX = "arn";

    /** The ARN of an IAM resource, such as {@code role/acme--access}. */
    public static Arn iam(String partition, String account, String resource) {
        return new Arn(partition, "iam", "", account, resource);
    }

    /** The ARN of a bucket, or of objects in it. */
    public static Arn s3(String partition, String resource) {
        return new Arn(partition, "s3", "", "", resource);
    }

    /** Parses an ARN; empty if parts are missing. Does not check the parts. */
    public static Optional<Arn> parse(String text) {
        List<String> parts = parts(text);
        return parts.size() == PARTS && parts.get(0).equals(PREFIX)
                ? Optional.of(new Arn(parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5)))
                : Optional.empty();
    }

    /**
     * Parses an ARN.
     *
     * @throws IllegalArgumentException if it is not an ARN
     */
    public static Arn of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("'%s' is not an ARN".formatted(text)));
    }

    /** The parts between the first five colons, including {@code arn}; fewer than six if there are fewer colons. */
    public static List<String> parts(String text) {
        return List.of(text.split(":", PARTS));
    }

    /** The six parts of a pattern of the Resource element; parts that it leaves out are stars (IAM user guide, "ARNs"). */
    public static List<String> partsOfPattern(String pattern) {
        long colons = pattern.chars().filter(c -> c == ':').count();
        return parts(pattern + ":*".repeat((int) Math.max(0, PARTS - 1 - colons)));
    }

    /** The name at the end of an ARN, without type and path; the whole text if it has no slash. */
    public static String name(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** The part of the resource before its first slash, such as {@code role}; empty if it has no slash. */
    public String type() {
        return resource.substring(0, Math.max(0, resource.indexOf('/')));
    }

    /** Whether it is an account's root. */
    public boolean isRoot() {
        return service.equals("iam") && region.isEmpty() && resource.equals("root");
    }

    @Override
    public String toString() {
        return String.join(":", PREFIX, partition, service, region, account, resource);
    }
}
