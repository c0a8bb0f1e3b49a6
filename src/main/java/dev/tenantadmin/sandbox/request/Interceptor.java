package dev.tenantadmin.sandbox.request;

import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** Stands around every operation, inside of its transaction: it may refuse the call. */
@FunctionalInterface
public interface Interceptor {
    /** Answers the call, by its operation or by a refusal. */
    SdkPojo around(ApiCall call, Supplier<SdkPojo> operation);
}
