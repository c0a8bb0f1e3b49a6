package dev.tenantadmin.lifecycle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** What happens to a call on its way. */
@FunctionalInterface
interface Fault {

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
