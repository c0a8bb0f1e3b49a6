package dev.tenantadmin.sandbox.request;

import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** Wraps every operation, inside its transaction, and can refuse the call. */
@FunctionalInterface
public interface Interceptor {
    /** Answers the call with its operation, or refuses it. */
    SdkPojo around(ApiCall call, Supplier<SdkPojo> operation);
}
