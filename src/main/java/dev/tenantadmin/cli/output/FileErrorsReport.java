package dev.tenantadmin.cli.output;

import java.io.PrintWriter;
import java.util.List;

/**
 * The errors of a file; nothing was changed.
 *
 * @param file as the user named it
 */
public record FileErrorsReport(String file, List<FailureReport.Line> errors, int exitCode) implements Report {

    private String message() {
        return "%s has %d %s; nothing was changed"
                .formatted(file, errors.size(), errors.size() == 1 ? "error" : "errors");
    }

    @Override
    public void text(PrintWriter out) {
        out.printf("tenant-admin: %s%n", message());
        errors.forEach(error -> out.printf("%s:%d: %s%n", file, error.line(), error.message()));
    }

    @Override
    public Record json() {
        return FailureReport.invalidInput(message(), exitCode, errors).json();
    }
}
