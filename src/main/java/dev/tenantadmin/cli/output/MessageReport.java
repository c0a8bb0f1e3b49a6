package dev.tenantadmin.cli.output;

import java.io.PrintWriter;

/** A result of one sentence. */
public record MessageReport(
        @Described("The outcome, in one sentence.") String summary) implements Report {

    @Override
    public void text(PrintWriter out) {
        out.println(summary);
    }
}
