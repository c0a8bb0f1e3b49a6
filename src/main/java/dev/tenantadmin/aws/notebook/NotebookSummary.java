package dev.tenantadmin.aws.notebook;

import java.time.Duration;
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
        @Nullable String failureReason) {

    /** Whether it may run though nobody here knows for how long: its state is one that SageMaker added. */
    public boolean isUnknown() {
        return NotebookState.of(status) == NotebookState.UNKNOWN;
    }

    /** How long it has run since its last start, if it runs: nothing but a start changes what is InService. */
    public @Nullable Duration running(Instant now) {
        return NotebookState.of(status) == NotebookState.IN_SERVICE && lastModified != null
                ? Duration.between(lastModified, now)
                : null;
    }
}
