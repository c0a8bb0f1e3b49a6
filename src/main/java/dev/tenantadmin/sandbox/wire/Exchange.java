package dev.tenantadmin.sandbox.wire;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.SdkPojo;

/** One call in its protocol: which operation it asks for, what with, and how to answer it. */
public sealed interface Exchange permits QueryExchange, JsonExchange {
    /** Reads as much of a request as every operation has. */
    static Exchange of(WireRequest request) {
        String target = request.header("x-amz-target");
        return target.isEmpty() ? QueryExchange.of(request.body()) : new JsonExchange(target, request.body());
    }

    /** The operation's name, such as CreateRole. */
    String operation();

    /** The request in the operation's own type. */
    <T extends SdkPojo> T request(Class<T> type);

    /** The answer of an operation that succeeded. */
    WireResponse success(SdkPojo response, String requestId);

    /** The answer of one that did not. */
    WireResponse failure(AwsException failure, String requestId);

    /** The refusal of an operation that is not there. */
    AwsException unknownOperation(String service);

    /** Says that an operation is not there, by name. */
    static String unknown(String operation, String service) {
        return operation.isEmpty()
                ? "The request names no operation of " + service + " that the sandbox knows."
                : "The sandbox has no operation " + operation + " of " + service + ".";
    }

    /** The refusal of a call too many. */
    AwsException throttled();

    /** The refusal of values that the operation's shape does not admit. */
    AwsException invalid(String message);

    /** The answer to a request that cannot be read so far as to tell what it asks for. */
    static WireResponse refusal(WireRequest request, AwsException failure) {
        return of(new WireRequest(request.headers(), "")).failure(failure, newRequestId());
    }

    /** An id of a request; it need not be hard to guess. */
    static String newRequestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** A response with the headers that all have. */
    static WireResponse response(int status, String contentType, String requestId, String body) {
        return new WireResponse(status, Map.of("Content-Type", contentType, "x-amzn-RequestId", requestId), body);
    }
}
