package dev.tenantadmin.command.notebook;

import dev.tenantadmin.aws.notebook.NotebookSummary;
import java.time.Instant;

/** Notebooks as reports show them. */
public final class NotebookRows {
    private NotebookRows() {}

    public static NotebookRow row(NotebookSummary notebook, Instant now) {
        return new NotebookRow(
                notebook.name(),
                notebook.status(),
                notebook.instanceType(),
                notebook.running(now),
                notebook.failureReason());
    }
}
