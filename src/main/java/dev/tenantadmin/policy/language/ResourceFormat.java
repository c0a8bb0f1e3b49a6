package dev.tenantadmin.policy.language;

import java.util.List;
import java.util.Optional;

/** The form that IAM requires of the patterns in Resource and NotResource (recorded from AWS by LocalStack, test_iam_policies). */
final class ResourceFormat {
    private static final List<String> IAM_TYPES = List.of(
            "user/",
            "federated-user/",
            "role/",
            "group/",
            "instance-profile/",
            "mfa/",
            "server-certificate/",
            "policy/",
            "sms-mfa/",
            "saml-provider/",
            "oidc-provider/",
            "report/",
            "access-report/");

    private static final List<String> S3_TYPES =
            List.of("accesspoint/", "access-grants/", "job/", "storage-lens/", "storage-lens-group/", "async-request/");

    private ResourceFormat() {}

    /** Whether IAM's older parser, which reads a policy too, refuses a resource that is not refused below. */
    static boolean failsLegacyParsing(String resource) {
        List<String> parts = Arn.parts(resource);
        return parts.size() > 2 && (parts.get(2).isEmpty() || (parts.size() < Arn.PARTS && resource.contains("::")));
    }

    /** Why IAM refuses a resource, in its words. */
    static Optional<String> refusal(String resource) {
        if (resource.equals("*")) {
            return Optional.empty();
        }
        List<String> parts = Arn.parts(resource);
        if (parts.size() < 2) {
            return Optional.of("Resource " + resource + " must be in ARN format or \"*\".");
        } else if (!parts.get(1).matches("aws(-[a-z]+)*|[a-z-]*\\*[a-z-]*")) {
            return Optional.of(
                    "Partition \"" + parts.get(1) + "\" is not valid for resource \"" + filled(parts) + "\".");
        } else if (!parts.get(0).equals("arn")) {
            return Optional.of("Resource " + resource + " must be in ARN format or \"*\".");
        } else if (parts.size() < 3) {
            return Optional.of("Resource vendor must be fully qualified and cannot contain regexes.");
        }
        boolean hasRegion =
                parts.size() > 3 && !parts.get(3).isEmpty() && !parts.get(3).equals("*");
        if (parts.get(2).equals("iam") && hasRegion) {
            return Optional.of("IAM resource " + resource + " cannot contain region information.");
        } else if (parts.get(2).equals("s3") && hasRegion && !isOfS3InRegion(parts)) {
            return Optional.of("Resource " + resource + " can not contain region information.");
        } else if (parts.get(2).equals("iam")
                && parts.size() == Arn.PARTS
                && !List.of("*", "root").contains(parts.get(5))
                && IAM_TYPES.stream().noneMatch(parts.get(5)::startsWith)) {
            return Optional.of("IAM resource path must either be \"*\", root, or start with "
                    + String.join(", ", IAM_TYPES) + ".");
        }
        return Optional.empty();
    }

    /** Buckets and objects have no region; access points and the like do, and an account (service authorization reference). */
    private static boolean isOfS3InRegion(List<String> parts) {
        return parts.size() == Arn.PARTS && S3_TYPES.stream().anyMatch(parts.get(5)::startsWith);
    }

    /** The resource as an ARN, with stars for missing parts, as in IAM's messages. */
    private static String filled(List<String> parts) {
        StringBuilder text = new StringBuilder("arn");
        for (int i = 1; i < Arn.PARTS; i++) {
            text.append(':').append(i < parts.size() ? parts.get(i) : "*");
        }
        return text.toString();
    }
}
