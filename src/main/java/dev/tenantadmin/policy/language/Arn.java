package dev.tenantadmin.policy.language;

import java.util.List;
import java.util.Optional;

/**
 * The name of one thing in AWS, or a pattern of such names.
 *
 * @param region empty where a service has none, as IAM and S3
 * @param account empty where a service has none, as S3
 * @param resource all the rest; in it colons are characters like others
 */
public record Arn(String partition, String service, String region, String account, String resource) {
    /** Into how many parts its colons cut it, {@code arn} among them. */
    public static final int PARTS = 6;

    private static final String PREFIX = "arn";

    /** Something in IAM, such as {@code role/acme--access}. */
    public static Arn iam(String partition, String account, String resource) {
        return new Arn(partition, "iam", "", account, resource);
    }

    /** A bucket, or objects in it. */
    public static Arn s3(String partition, String resource) {
        return new Arn(partition, "s3", "", "", resource);
    }

    /** Reads an ARN; empty for what has not all parts of one. What the parts say is not checked. */
    public static Optional<Arn> parse(String text) {
        List<String> parts = parts(text);
        return parts.size() == PARTS && parts.get(0).equals(PREFIX)
                ? Optional.of(new Arn(parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5)))
                : Optional.empty();
    }

    /**
     * Reads an ARN.
     *
     * @throws IllegalArgumentException for what is none
     */
    public static Arn of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("'%s' is not an ARN".formatted(text)));
    }

    /** The parts between the first five colons, {@code arn} among them; fewer than six where there are fewer colons. */
    public static List<String> parts(String text) {
        return List.of(text.split(":", PARTS));
    }

    /** The name at the end of an ARN, without type and path; the whole text where it has no slash. */
    public static String name(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    /** What stands before the resource's first slash, such as {@code role}; empty where it has none. */
    public String type() {
        return resource.substring(0, Math.max(0, resource.indexOf('/')));
    }

    /** Whether it stands for a whole account. */
    public boolean isRoot() {
        return service.equals("iam") && region.isEmpty() && resource.equals("root");
    }

    @Override
    public String toString() {
        return String.join(":", PREFIX, partition, service, region, account, resource);
    }
}
