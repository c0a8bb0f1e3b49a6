package dev.tenantadmin.lifecycle.backend;

import dev.tenantadmin.testing.Killed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What happens to a call on its way. */
@FunctionalInterface
public interface Fault {

    /** All goes well. */
    Fault NONE = (call, wire) -> wire.call();

    /** The process dies before the call is made. */
    Fault KILL_BEFORE = (call, wire) -> {
        throw new Killed(call);
    };

    /** The process dies when the call has had its effect. */
    Fault KILL_AFTER = (call, wire) -> {
        wire.call();
        throw new Killed(call);
    };

    /** The connection is lost before the service has read the request. */
    Fault RESET = (call, wire) -> {
        throw new SocketException("Connection reset");
    };

    /** The connection is lost when the call has had its effect. */
    Fault ANSWER_LOST = (call, wire) -> {
        wire.call();
        throw new SocketException("Connection reset");
    };

    /** The service asks for patience. */
    Fault THROTTLED =
            (call, wire) -> refusal(call, 400, call.isJson() ? "ThrottlingException" : "Throttling", "Rate exceeded");

    /** The service fails. */
    Fault BROKEN = (call, wire) -> refusal(
            call, 500, call.isJson() ? "InternalFailure" : "ServiceFailure", "We encountered an internal error.");

    /** The service has no machine to spare. */
    Fault UNAVAILABLE =
            (call, wire) -> refusal(call, 503, "ServiceUnavailable", "Service is unable to handle request.");

    /** Nobody answers, and the request was never read. */
    Fault SILENCE = (call, wire) -> {
        throw new SocketTimeoutException("Read timed out");
    };

    /** Nobody answers, though the call has had its effect. */
    Fault SILENCE_AFTER = (call, wire) -> {
        wire.call();
        throw new SocketTimeoutException("Read timed out");
    };

    /** The caller's clock is wrong. */
    Fault SKEWED = (call, wire) -> refusal(
            call,
            call.isJson() ? 400 : 403,
            "RequestTimeTooSkewed",
            "The difference between the request time and the current time is too large.");

    /** Somebody else writes to the same entity at this moment. */
    Fault CONCURRENT = (call, wire) ->
            refusal(call, 409, "ConcurrentModification", "The entity is being modified by another request.");

    /** The account is full. */
    Fault FULL = (call, wire) -> refusal(
            call,
            call.isJson() ? 400 : 409,
            call.isJson() ? "ResourceLimitExceeded" : "LimitExceeded",
            "Cannot exceed quota.");

    /** The credentials have expired. */
    Fault EXPIRED = (call, wire) -> refusal(
            call,
            call.isJson() ? 400 : 403,
            call.isJson() ? "ExpiredTokenException" : "ExpiredToken",
            "The security token included in the request is expired");

    /** The call has its effect, and half of the answer arrives; where it has no body, half of its head. */
    Fault TRUNCATED = (call, wire) -> {
        HttpExecuteResponse whole = wire.call();
        byte[] body = whole.responseBody().orElseThrow().readAllBytes();
        if (body.length == 0) {
            throw new SocketException("Unexpected end of file from server");
        }
        return answer(whole.httpResponse().statusCode(), new String(body, 0, body.length / 2, StandardCharsets.UTF_8));
    };

    /** The call has its effect, and a proxy answers in its own words. */
    Fault MALFORMED = (call, wire) -> {
        wire.call();
        return answer(200, "<html><body>Welcome to the guest network</body>");
    };

    /** The caller may not. */
    Fault DENIED = (call, wire) -> refusal(
            call,
            call.isJson() ? 400 : 403,
            call.isJson() ? "AccessDeniedException" : "AccessDenied",
            "User: arn:aws:iam::123456789012:user/administrator is not authorized to perform: %s:%s because no "
                            .formatted(call.service(), call.operation())
                    + "identity-based policy allows it");

    /** The service says yes and does nothing. */
    Fault SWALLOWED = (call, wire) -> answer(200, call.isJson() ? "{}" : "<Response/>");

    HttpExecuteResponse meet(Call call, ExecutableHttpRequest wire) throws IOException;

    /** This fault for the calls that are meant, and none for others. */
    default Fault at(Predicate<Call> calls) {
        return (call, wire) -> (calls.test(call) ? this : NONE).meet(call, wire);
    }

    /** This fault from such a call on. */
    default Fault from(Predicate<Call> calls) {
        AtomicBoolean begun = new AtomicBoolean();
        return at(call -> {
            if (calls.test(call)) {
                begun.set(true);
            }
            return begun.get();
        });
    }

    /** This fault the first time that an operation is asked for. */
    default Fault atFirst(String operation) {
        return at(call -> call.operation().equals(operation) && call.time() == 1);
    }

    /** Every call takes so long, in real time. */
    static Fault delay(Duration duration) {
        return (call, wire) -> {
            try {
                Thread.sleep(duration.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
            return wire.call();
        };
    }

    private static HttpExecuteResponse refusal(Call call, int status, String code, String message) {
        return answer(
                status,
                call.isJson()
                        ? "{\"__type\": \"%s\", \"message\": \"%s\"}".formatted(code, message)
                        : "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
                                .formatted(code, message));
    }

    private static HttpExecuteResponse answer(int status, String body) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(status).build())
                .responseBody(
                        AbortableInputStream.create(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
    }
}
