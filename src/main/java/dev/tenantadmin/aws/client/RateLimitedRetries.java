package dev.tenantadmin.aws.client;

import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * Retries at a pace that all callers of a client share. Measured: the SDK's adaptive mode used a fifth of a limit of 20 writes a second,
 * and its standard mode gave up.
 */
record RateLimitedRetries(RetryStrategy retries, CallRate rate) implements RetryStrategy {

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        AcquireInitialTokenResponse acquired = retries.acquireInitialToken(request);
        return AcquireInitialTokenResponse.create(acquired.token(), later(acquired.delay(), rate.turn()));
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
        return RefreshRetryTokenResponse.create(refreshed.token(), later(refreshed.delay(), rate.turn()));
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
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
