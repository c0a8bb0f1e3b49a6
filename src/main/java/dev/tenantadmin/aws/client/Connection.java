package dev.tenantadmin.aws.client;

import dev.tenantadmin.aws.http.EarlyConnections;
import dev.tenantadmin.aws.http.ServiceEndpoint;
import dev.tenantadmin.reconcile.Event;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * How to reach AWS; null values are resolved as every AWS tool does.
 *
 * @param region the region given explicitly
 * @param assumeRole the role to assume, in this account or another
 * @param environment the process environment
 * @param sandbox the embedded AWS to use instead of the network
 * @param services that will be called, to which to connect at once
 * @param early connections that are begun already
 * @param timeout how long the command may last
 * @param listener is told of calls that get no answer for long
 * @param trace receives a line without secrets for every call; or null
 */
public record Connection(
        @Nullable String profile,
        @Nullable String region,
        @Nullable URI endpoint,
        @Nullable RoleToAssume assumeRole,
        Map<String, String> environment,
        @Nullable Supplier<SdkHttpClient> sandbox,
        Set<ServiceEndpoint> services,
        EarlyConnections early,
        Duration timeout,
        Event.Listener listener,
        @Nullable Consumer<String> trace) {

    /** The variables by which AWS's own tools are told a region, the first that is set. */
    public static final List<String> REGION_VARIABLES = List.of("AWS_REGION", "AWS_DEFAULT_REGION");

    /** The region that these variables tell; empty if none is set. */
    public static Optional<String> region(Map<String, String> environment) {
        return REGION_VARIABLES.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
