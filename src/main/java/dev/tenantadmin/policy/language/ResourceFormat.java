package dev.tenantadmin.policy.language;

import java.util.List;

/** What IAM demands of the patterns of Resource and NotResource. */
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

    private ResourceFormat() {}

    static void require(String resource) {
        if (resource.equals("*")) {
            return;
        }
        String[] parts = resource.split(":", 6);
        require(
                parts.length > 1 && parts[0].equals("arn"),
                "Resource " + resource + " must be in ARN format or \"*\".");
        require(
                parts[1].matches("aws(-[a-z]+)*|[a-z-]*\\*[a-z-]*"),
                "Partition \"" + parts[1] + "\" is not valid for resource \"" + filled(parts) + "\".");
        require(
                parts.length > 2 && !parts[2].isEmpty(),
                "Resource vendor must be fully qualified and cannot contain regexes.");
        require(parts.length == 6 || !resource.contains("::"), "The policy failed legacy parsing");
        boolean hasRegion = parts.length > 3 && !parts[3].isEmpty() && !parts[3].equals("*");
        require(
                !parts[2].equals("iam") || !hasRegion,
                "IAM resource " + resource + " cannot contain region information.");
        require(!parts[2].equals("s3") || !hasRegion, "Resource " + resource + " can not contain region information.");
        require(
                !parts[2].equals("iam")
                        || parts.length < 6
                        || parts[5].equals("*")
                        || IAM_TYPES.stream().anyMatch(parts[5]::startsWith),
                "IAM resource path must either be \"*\" or start with " + String.join(", ", IAM_TYPES) + ".");
    }

    /** The resource with stars for the parts that are not there, as IAM repeats it. */
    private static String filled(String[] parts) {
        StringBuilder text = new StringBuilder(parts[0]);
        for (int i = 1; i < 6; i++) {
            text.append(':').append(i < parts.length ? parts[i] : "*");
        }
        return text.toString();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new MalformedPolicyException(otherwise);
        }
    }
}
