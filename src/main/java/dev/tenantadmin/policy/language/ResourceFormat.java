package dev.tenantadmin.policy.language;

import java.util.List;

/** The form that IAM requires of the patterns in Resource and NotResource. */
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

    static void require(String resource) {
        if (resource.equals("*")) {
            return;
        }
        List<String> parts = Arn.parts(resource);
        require(
                parts.size() > 1 && parts.get(0).equals("arn"),
                "Resource " + resource + " must be in ARN format or \"*\".");
        require(
                parts.get(1).matches("aws(-[a-z]+)*|[a-z-]*\\*[a-z-]*"),
                "Partition \"" + parts.get(1) + "\" is not valid for resource \"" + filled(parts) + "\".");
        require(
                parts.size() > 2 && !parts.get(2).isEmpty(),
                "Resource vendor must be fully qualified and cannot contain regexes.");
        require(parts.size() == Arn.PARTS || !resource.contains("::"), "The policy failed legacy parsing");
        boolean hasRegion =
                parts.size() > 3 && !parts.get(3).isEmpty() && !parts.get(3).equals("*");
        require(
                !parts.get(2).equals("iam") || !hasRegion,
                "IAM resource " + resource + " cannot contain region information.");
        require(
                !parts.get(2).equals("s3") || !hasRegion || isOfS3InRegion(parts),
                "Resource " + resource + " can not contain region information.");
        require(
                !parts.get(2).equals("iam")
                        || parts.size() < Arn.PARTS
                        || parts.get(5).equals("*")
                        || IAM_TYPES.stream().anyMatch(parts.get(5)::startsWith),
                "IAM resource path must either be \"*\" or start with " + String.join(", ", IAM_TYPES) + ".");
    }

    /** Buckets and objects have no region; access points and the like do, and an account (service authorization reference). */
    private static boolean isOfS3InRegion(List<String> parts) {
        return parts.size() == Arn.PARTS && S3_TYPES.stream().anyMatch(parts.get(5)::startsWith);
    }

    /** The resource with stars for missing parts, as in IAM's messages. */
    private static String filled(List<String> parts) {
        StringBuilder text = new StringBuilder(parts.get(0));
        for (int i = 1; i < Arn.PARTS; i++) {
            text.append(':').append(i < parts.size() ? parts.get(i) : "*");
        }
        return text.toString();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new MalformedPolicyException(otherwise);
        }
    }
}
