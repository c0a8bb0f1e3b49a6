package dev.tenantadmin.sandbox.wire;

/**
 * What a Signature Version 4 header says about who signed, where and for which service. The signature itself is not verified.
 *
 * @param accessKeyId the key that signed
 * @param region the region of the credential scope
 * @param service the signing name of the service
 */
public record Signature(String accessKeyId, String region, String service) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256 ";
    private static final String CREDENTIAL = "Credential=";

    /** Reads an Authorization header. */
    public static Signature parse(String authorization) {
        if (authorization.isEmpty()) {
            throw new AwsException("MissingAuthenticationToken", 403, "Request is missing Authentication Token");
        }
        int start = authorization.indexOf(CREDENTIAL);
        if (authorization.startsWith(ALGORITHM) && start > 0) {
            int end = authorization.indexOf(',', start);
            String[] scope = authorization
                    .substring(start + CREDENTIAL.length(), end < 0 ? authorization.length() : end)
                    .strip()
                    .split("/", -1);
            if (scope.length == 5 && isWord(scope[0]) && isWord(scope[2]) && scope[4].equals("aws4_request")) {
                return new Signature(scope[0], scope[2], scope[3]);
            }
        }
        throw new AwsException(
                "IncompleteSignature",
                400,
                "Authorization header requires a 'Credential' of five parts: AKID/date/region/service/aws4_request.");
    }

    private static boolean isWord(String part) {
        return !part.isEmpty() && part.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-');
    }
}
