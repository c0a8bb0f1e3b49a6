package dev.tenantadmin.sandbox;

import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** Stands around every operation, inside of its transaction: it may refuse the call. */
@FunctionalInterface
interface Interceptor {
    SdkPojo around(Call call, Supplier<SdkPojo> operation);
}
