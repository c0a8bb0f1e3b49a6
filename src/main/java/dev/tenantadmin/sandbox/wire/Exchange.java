package dev.tenantadmin.sandbox.wire;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.SdkPojo;

/** One call in its protocol: its operation, its input, and how to answer it. */
public sealed interface Exchange permits QueryExchange, JsonExchange {
    /** Reads the parts of a request that all operations share. */
    static Exchange of(WireRequest request) {
        String target = request.header("x-amz-target");
        return target.isEmpty() ? QueryExchange.of(request.body()) : new JsonExchange(target, request.body());
    }

    /** The operation's name, such as CreateRole. */
    String operation();

    /** The request in the operation's own type. */
    <T extends SdkPojo> T request(Class<T> type);

    /** The answer of a successful operation. */
    WireResponse success(SdkPojo response, String requestId);

    /** The answer of a failed operation. */
    WireResponse failure(AwsException failure, String requestId);

    /** The error for an unknown operation. */
    AwsException unknownOperation(String service);

    /** The message for an unknown operation. */
    static String unknown(String operation, String service) {
        return operation.isEmpty()
                ? "The request names no operation, and the sandbox has none of " + service
                        + " that a path names: it has some of IAM, STS and SageMaker."
                : "The sandbox has no operation " + operation + " of " + service + ".";
    }

    /** The error for too many calls. */
    AwsException throttled();

    /** The error for values that the operation's shape does not allow. */
    AwsException invalid(String message);

    /** The answer to a request whose operation cannot be read. */
    static WireResponse refusal(WireRequest request, AwsException failure) {
        return of(request.withBody("")).failure(failure, newRequestId());
    }

    /** A request id; it may be easy to guess. */
    static String newRequestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** A response with the common headers. */
    static WireResponse response(int status, String contentType, String requestId, String body) {
        return new WireResponse(status, Map.of("Content-Type", contentType, "x-amzn-RequestId", requestId), body);
    }
}
