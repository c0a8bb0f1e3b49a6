package dev.tenantadmin.sandbox.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * The signer, region and service in a Signature Version 4 header. The signature itself is not verified.
 *
 * @param accessKeyId the key that signed
 * @param region the region of the credential scope
 * @param service the signing name of the service
 */
public record Signature(String accessKeyId, String region, String service) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256 ";
    private static final String CREDENTIAL = "Credential=";

    /** Of a request that needs none. */
    public static Signature none(String region, String service) {
        return new Signature("", region, service);
    }

    /** Reads the headers of a request. */
    public static Signature of(WireRequest request) {
        String authorization = request.header("authorization");
        if (authorization.isEmpty()) {
            throw new AwsException("MissingAuthenticationToken", 403, "Request is missing Authentication Token");
        }
        List<String> lacking = new ArrayList<>();
        for (String parameter : List.of("Credential", "Signature", "SignedHeaders")) {
            if (!authorization.matches(".*[ ,]" + parameter + "=[^ ,].*")) {
                lacking.add("Authorization header requires '" + parameter + "' parameter.");
            }
        }
        if (request.header("x-amz-date").isEmpty() && request.header("date").isEmpty()) {
            lacking.add("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }
        if (!lacking.isEmpty()) {
            throw incomplete(String.join(" ", lacking));
        }
        int start = authorization.indexOf(CREDENTIAL);
        if (authorization.startsWith(ALGORITHM) && start > 0) {
            int end = authorization.indexOf(',', start);
            String[] scope = authorization
                    .substring(start + CREDENTIAL.length(), end < 0 ? authorization.length() : end)
                    .strip()
                    .split("/", -1);
            if (scope.length == 5
                    && isWord(scope[0])
                    && isWord(scope[2])
                    && isWord(scope[3])
                    && scope[4].equals("aws4_request")) {
                return new Signature(scope[0], scope[2], scope[3]);
            }
        }
        throw incomplete("The Authorization header is not of the form " + ALGORITHM
                + "Credential=AKID/date/region/service/aws4_request, SignedHeaders=..., Signature=...");
    }

    private static AwsException incomplete(String message) {
        return new AwsException("IncompleteSignature", 400, message);
    }

    private static boolean isWord(String part) {
        return !part.isEmpty() && part.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-');
    }
}
