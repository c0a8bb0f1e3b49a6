package dev.tenantadmin.aws.client;

import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Reports each call's service, operation, outcome, duration and request id, and nothing else: the SDK's own debug log shows session
 * tokens, and some answers print their secrets.
 */
record CallTrace(Consumer<String> line) implements ExecutionInterceptor {

    private static final ExecutionAttribute<Long> BEGAN = new ExecutionAttribute<>("tenant-admin.began");

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        attributes.putAttribute(BEGAN, System.nanoTime());
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        SdkResponse response = context.response();
        String requestId =
                response instanceof AwsResponse aws ? aws.responseMetadata().requestId() : "";
        tell(attributes, "ok", requestId);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (context.exception() instanceof AwsServiceException refused && refused.awsErrorDetails() != null) {
            tell(attributes, refused.awsErrorDetails().errorCode(), String.valueOf(refused.requestId()));
        } else {
            tell(attributes, context.exception().getClass().getSimpleName(), "");
        }
    }

    private void tell(ExecutionAttributes attributes, String outcome, String requestId) {
        long millis = (System.nanoTime() - attributes.getAttribute(BEGAN)) / 1_000_000;
        line.accept("%s %s: %s, %d ms %s"
                .formatted(
                        attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
                        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
                        outcome,
                        millis,
                        requestId)
                .strip());
    }
}
