package dev.tenantadmin.command.notebook;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.RecordJson;
import dev.tenantadmin.cli.output.Report;
import java.io.PrintWriter;
import java.util.List;

/** What was done to a tenant's notebooks. */
public record NotebookReport(
        @Described(Described.TENANT) String tenant,

        @Described("One for each selected notebook instance.")
        List<Line> notebooks)
        implements Report {

    /** One notebook. */
    public record Line(
            @Described(Described.NOTEBOOK) String name,
            @Described("What was done to it.") Result result,

            @Described("Its SageMaker status now.") String status) {}

    /** What was done to a notebook. */
    public enum Result {
        STARTED,
        STOPPED,
        UNCHANGED
    }

    @Override
    public void text(PrintWriter out) {
        if (notebooks.isEmpty()) {
            out.printf("tenant %s has no notebooks%n", tenant);
        }
        notebooks.forEach(line -> out.printf(
                "notebook instance %s: %s, is %s%n", line.name(), RecordJson.word(line.result()), line.status()));
    }
}
