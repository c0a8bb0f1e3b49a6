package dev.tenantadmin.cli;

import dev.tenantadmin.aws.NotebookSummary;
import dev.tenantadmin.output.NotebookRow;

/** Notebooks as reports show them. */
final class NotebookRows {
    private NotebookRows() {}

    static NotebookRow row(NotebookSummary notebook) {
        return new NotebookRow(notebook.name(), notebook.status(), notebook.instanceType(), notebook.failureReason());
    }
}
