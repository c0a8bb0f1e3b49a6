package dev.tenantadmin.aws.client;

import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * How to reach AWS; what is null is resolved as every AWS tool resolves it.
 *
 * @param region the region asked for explicitly
 * @param assumeRole the role to act as, in this account or another
 * @param environment the process environment
 * @param sandbox the door of the embedded AWS to use instead of the network
 * @param trace told of every call, in a line without secrets; or null
 */
public record Connection(
        @Nullable String profile,
        @Nullable String region,
        @Nullable URI endpoint,
        @Nullable RoleToAssume assumeRole,
        Map<String, String> environment,
        @Nullable Supplier<SdkHttpClient> sandbox,
        @Nullable Consumer<String> trace) {}
