package dev.tenantadmin.sandbox.wire;

import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** JSON 1.1: the operation in a header, the values in the body. SageMaker's protocol. */
record JsonExchange(String target, String body) implements Exchange {
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    /** The codes of the common errors that differ from the Query protocol. */
    private static final Map<String, String> CODES = Map.of(
            "AccessDenied", "AccessDeniedException",
            "ExpiredToken", "ExpiredTokenException",
            "IncompleteSignature", "IncompleteSignatureException",
            "InvalidClientTokenId", "UnrecognizedClientException",
            "MissingAuthenticationToken", "MissingAuthenticationTokenException",
            "RequestEntityTooLarge", "RequestEntityTooLargeException");

    @Override
    public String operation() {
        return target.substring(target.indexOf('.') + 1);
    }

    @Override
    public <T extends SdkPojo> T request(Class<T> type) {
        try {
            return Pojos.fromJson(type, body.isEmpty() ? "{}" : body);
        } catch (IOException e) {
            throw new AwsException("SerializationException", 400, "The request body is not a JSON object.");
        }
    }

    @Override
    public WireResponse success(SdkPojo response, String requestId) {
        return Exchange.response(200, CONTENT_TYPE, requestId, Pojos.toJson(response));
    }

    @Override
    public WireResponse failure(AwsException failure, String requestId) {
        return Exchange.response(
                // These services use one status for all client errors.
                failure.status() == 403 ? 400 : failure.status(),
                CONTENT_TYPE,
                requestId,
                Json.write(Map.of(
                        "__type",
                        CODES.getOrDefault(failure.code(), failure.code()),
                        "message",
                        failure.getMessage())));
    }

    @Override
    public AwsException unknownOperation(String service) {
        return new AwsException("UnknownOperationException", 400, Exchange.unknown(operation(), service));
    }

    @Override
    public AwsException throttled() {
        return new AwsException("ThrottlingException", 400, "Rate exceeded");
    }

    @Override
    public AwsException invalid(String message) {
        return new AwsException("ValidationException", 400, message);
    }
}
