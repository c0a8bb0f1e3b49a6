package dev.tenantadmin.aws.snapshot;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/**
 * A client of the SDK of which a reading answers the Get, List and Describe calls that it can, until the first call that writes: from
 * then on AWS answers everything. A proxy, because the SDK's clients have hundreds of operations, and one that was forgotten in a
 * hand-written decorator would fail at run time alone.
 */
final class AnsweredClient implements InvocationHandler {

    private final Object aws;
    private final Function<AwsRequest, Optional<AwsResponse>> answer;
    private final AtomicBoolean written;

    private AnsweredClient(Object aws, Function<AwsRequest, Optional<AwsResponse>> answer, AtomicBoolean written) {
        this.aws = aws;
        this.answer = answer;
        this.written = written;
    }

    /**
     * Stands before the client.
     *
     * @param answer what the reading knows, or empty; may throw what AWS would
     * @param written set by the first call that writes
     */
    static <C> C of(Class<C> type, C aws, Function<AwsRequest, Optional<AwsResponse>> answer, AtomicBoolean written) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new AnsweredClient(aws, answer, written)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (arguments == null
                || arguments.length != 1
                || !(arguments[0] instanceof AwsRequest request)
                || name.endsWith("Paginator")) {
            // Paginators and requests built in place end in a call of an operation, which comes back here.
            return method.isDefault() && arguments != null
                    ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : call(method, arguments);
        }
        if (!name.startsWith("get") && !name.startsWith("list") && !name.startsWith("describe")) {
            written.set(true);
        } else if (!written.get()) {
            Optional<AwsResponse> known = answer.apply(request);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return call(method, arguments);
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(aws, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
