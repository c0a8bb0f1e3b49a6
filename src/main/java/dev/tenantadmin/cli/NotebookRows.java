package dev.tenantadmin.cli;

import dev.tenantadmin.aws.NotebookSummary;
import dev.tenantadmin.output.NotebookRow;
import java.time.Instant;

/** Notebooks as reports show them. */
final class NotebookRows {
    private NotebookRows() {}

    static NotebookRow row(NotebookSummary notebook, Instant now) {
        return new NotebookRow(
                notebook.name(),
                notebook.status(),
                notebook.instanceType(),
                notebook.running(now),
                notebook.failureReason());
    }
}
