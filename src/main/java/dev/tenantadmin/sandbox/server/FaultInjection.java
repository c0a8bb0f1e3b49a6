package dev.tenantadmin.sandbox.server;

import dev.tenantadmin.sandbox.request.FaultType;
import dev.tenantadmin.sandbox.request.Faults;
import dev.tenantadmin.sandbox.request.Faults.Moment;
import dev.tenantadmin.sandbox.request.Faults.Occasion;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.sandbox.request.TokenBucket;
import dev.tenantadmin.sandbox.wire.AwsException;
import dev.tenantadmin.sandbox.wire.Exchange;
import dev.tenantadmin.sandbox.wire.NoResponseException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Makes valid calls fail: those over the rate limit, and those with an ordered fault. */
final class FaultInjection {
    private final Map<String, TokenBucket> buckets = new HashMap<>();
    private final Faults faults;
    private final AtomicLong calls = new AtomicLong();
    private final Map<String, Long> repetitions = new ConcurrentHashMap<>();

    FaultInjection(SandboxSettings settings, Clock clock) {
        settings.rates().forEach((service, rate) -> buckets.put(service, new TokenBucket(rate, clock)));
        this.faults = settings.faults();
    }

    /** Makes the call, unless it must fail before. Its effect is durable when it returns. */
    <T> T around(Exchange exchange, String service, String operation, Supplier<T> call) {
        long number = calls.incrementAndGet();
        long repetition = repetitions.merge(service + "." + operation, 1L, Long::sum);
        if (!take(service) || (!Gateway.isReading(operation) && !take(service + SandboxSettings.WRITES))) {
            throw exchange.throttled();
        }
        inject(exchange, new Occasion(Moment.BEFORE, number, repetition, service, operation));
        Occasion after = new Occasion(Moment.AFTER, number, repetition, service, operation);
        T result;
        try {
            result = call.get();
        } catch (AwsException e) {
            // Any answer can get lost, also an error.
            inject(exchange, after);
            throw e;
        }
        inject(exchange, after);
        return result;
    }

    private boolean take(String limited) {
        TokenBucket bucket = buckets.get(limited);
        return bucket == null || bucket.take();
    }

    private void inject(Exchange exchange, Occasion occasion) {
        FaultType fault = faults.at(occasion).orElse(null);
        if (fault != null) {
            throw switch (fault) {
                case THROTTLE -> exchange.throttled();
                case FAILURE ->
                    new AwsException(
                            "InternalFailure",
                            500,
                            "The request processing has failed because of an unknown error, exception or failure.");
                case RESET -> new NoResponseException(NoResponseException.Reason.RESET);
                case SILENCE -> new NoResponseException(NoResponseException.Reason.SILENCE);
                case KILL -> new NoResponseException(NoResponseException.Reason.KILL);
            };
        }
    }
}
