package dev.tenantadmin;

import dev.tenantadmin.cli.EmbeddedAws;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.sandbox.request.Faults;
import dev.tenantadmin.sandbox.request.Maintenance;
import dev.tenantadmin.sandbox.request.Rate;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.server.Sandbox;
import dev.tenantadmin.sandbox.wire.HttpEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The sandbox with its state file. Separate from {@link Main}, so that a command without AWS does not load the SDK.
 *
 * @param stateFile the file
 * @param interruption stops what is served
 */
record StateFile(Path stateFile, Interruption interruption) implements EmbeddedAws, Supplier<SdkHttpClient> {

    /** The state file that the environment names, or the default one. */
    static StateFile of(Map<String, String> environment, Interruption interruption) {
        return new StateFile(path(environment), interruption);
    }

    private static Path path(Map<String, String> environment) {
        String state = environment.get("TENANT_ADMIN_SANDBOX_STATE");
        if (state != null && !state.isEmpty()) {
            return Path.of(state);
        }
        String xdg = environment.get("XDG_STATE_HOME");
        Path home = xdg != null && !xdg.isEmpty()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".local", "state");
        return home.resolve("tenant-admin").resolve("sandbox.jsonl");
    }

    @Override
    public SdkHttpClient get() {
        return Sandbox.open(stateFile, Clock.systemUTC(), SandboxSettings.defaults())
                .httpClient();
    }

    @Override
    public URI serve(int port, Behaviour behaviour) throws IOException {
        Sandbox sandbox = Sandbox.open(stateFile, Clock.systemUTC(), settings(behaviour));
        HttpEndpoint endpoint = sandbox.serve(port);
        interruption.serving(stateFile, () -> {
            endpoint.close();
            sandbox.close();
        });
        return endpoint.address();
    }

    private static SandboxSettings settings(Behaviour behaviour) {
        try {
            return new SandboxSettings(
                            behaviour.transition(),
                            behaviour.assumeDelay(),
                            behaviour.withoutCapacity().stream()
                                    .distinct()
                                    .collect(Collectors.toMap(type -> type, type -> SandboxSettings.NO_CAPACITY)))
                    .withStaleReads(behaviour.staleReads())
                    .withRates(behaviour.rates().entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, rate -> Rate.parse(rate.getValue()))))
                    .withQuotas(behaviour.quotas())
                    .withFaults(Faults.of(
                            behaviour.faults().stream().map(Faults::parse).toList()))
                    .withMaintenance(maintenance(
                            behaviour.maintenance(), Clock.systemUTC().instant()));
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.INVALID_INPUT, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Maintenance> maintenance(List<EmbeddedAws.MaintenanceOrder> orders, Instant now) {
        Map<String, Instant> ends = new HashMap<>();
        List<Maintenance> times = new ArrayList<>();
        for (EmbeddedAws.MaintenanceOrder order : orders) {
            Instant from = ends.getOrDefault(order.notebook(), now);
            Instant until = from.plus(order.lasts());
            times.add(new Maintenance(order.notebook(), order.status(), from, until, order.admits()));
            ends.put(order.notebook(), until);
        }
        return times;
    }

    @Override
    public boolean reset() {
        return Sandbox.reset(stateFile);
    }
}
