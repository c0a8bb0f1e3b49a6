package dev.tenantadmin.aws.endpoint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as a List call shows it.
 *
 * @param name the whole name, such as {@code acme--churn}
 * @param status in SageMaker's words
 */
public record ListedEndpoint(
        String region,
        String name,
        String status,
        @Nullable Instant created,
        @Nullable Instant lastModified) {}
