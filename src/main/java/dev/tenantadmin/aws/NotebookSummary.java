package dev.tenantadmin.aws;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notebook instance as a List call shows it.
 *
 * @param name the whole name, such as {@code acme--main}
 * @param status in SageMaker's words
 * @param failureReason why it failed, where it did and that was asked for
 */
public record NotebookSummary(
        String name,
        String status,
        String instanceType,
        @Nullable Instant lastModified,
        @Nullable String failureReason) {}
