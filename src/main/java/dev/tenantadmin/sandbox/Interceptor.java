package dev.tenantadmin.sandbox;

import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** Stands around every operation: it may refuse, delay, or fail before or after the effect. */
@FunctionalInterface
interface Interceptor {
    /** Lets every call through. */
    Interceptor NONE = (call, operation) -> operation.get();

    SdkPojo around(Call call, Supplier<SdkPojo> operation);

    /** This one outside, the other one inside. */
    default Interceptor then(Interceptor inner) {
        return (call, operation) -> around(call, () -> inner.around(call, operation));
    }
}
