package dev.tenantadmin.command.notebook;

import dev.tenantadmin.aws.notebook.NotebookSummary;
import dev.tenantadmin.cli.output.Described;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A notebook instance as reports show it. */
public record NotebookRow(
        @Described(Described.NOTEBOOK) String name,
        @Described(Described.STATUS) String status,
        @Described("Its instance type.") String instanceType,

        @Described("How long it has run since its last start; null if it is not running or this is unknown.") @Nullable
        Long runningSeconds,

        @Described("Why it failed, in SageMaker's words; null if it did not fail or this was not checked.") @Nullable
        String failureReason) {

    /** One as it is now. */
    public static NotebookRow of(NotebookSummary notebook, Instant now) {
        return new NotebookRow(
                notebook.name(),
                notebook.status(),
                notebook.instanceType(),
                seconds(notebook.running(now)),
                notebook.failureReason());
    }

    static @Nullable Long seconds(@Nullable Duration running) {
        return running == null ? null : running.toSeconds();
    }
}
