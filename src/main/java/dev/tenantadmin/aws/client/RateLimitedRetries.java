package dev.tenantadmin.aws.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;

/** Retries at a rate that all callers of a client share. The caller's thread waits here, because the rate may change meanwhile. */
record RateLimitedRetries(RetryStrategy retries, CallRate rate) implements RetryStrategy {

    /** After it a waiting call looks at the rate again. */
    private static final Duration LOOK = Duration.ofMillis(250);

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        AcquireInitialTokenResponse acquired = retries.acquireInitialToken(request);
        return AcquireInitialTokenResponse.create(acquired.token(), turn(acquired.delay()));
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
        if (request.failure() instanceof SdkServiceException refused && refused.isThrottlingException()) {
            rate.throttled();
        } else if (request.failure() instanceof SdkServiceException) {
            // "There is no such role" is an answer too: the service accepted the call.
            rate.taken();
        }
        RefreshRetryTokenResponse refreshed = retries.refreshRetryToken(request);
        return RefreshRetryTokenResponse.create(refreshed.token(), turn(refreshed.delay()));
    }

    /** Waits for the pause and then for a turn, and returns what is left to wait: nothing, unless interrupted. */
    private Duration turn(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            long turn = rate.ask();
            for (Duration wait = rate.until(turn); !wait.isZero(); wait = rate.until(turn)) {
                TimeUnit.NANOSECONDS.sleep(Math.min(wait.toNanos(), LOOK.toNanos()));
            }
            return Duration.ZERO;
        } catch (InterruptedException e) {
            // The SDK's own wait then ends the call.
            Thread.currentThread().interrupt();
            return LOOK;
        }
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
        rate.taken();
        return retries.recordSuccess(request);
    }

    @Override
    public int maxAttempts() {
        return retries.maxAttempts();
    }

    /** The wrapped retries already include them. */
    @Override
    public boolean useClientDefaults() {
        return false;
    }

    @Override
    public Builder<?, ?> toBuilder() {
        throw new UnsupportedOperationException("the rate is shared, and not to be copied");
    }
}
