package dev.tenantadmin.aws.endpoint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as a List call shows it.
 *
 * @param type in words: {@code training job}
 * @param name the whole name, such as {@code acme--fit}
 * @param status in SageMaker's words
 */
public record ListedJob(
        String region,
        String type,
        String name,
        String status,
        @Nullable Instant created) {}
