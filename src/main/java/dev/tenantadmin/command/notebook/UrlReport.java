package dev.tenantadmin.command.notebook;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import java.io.PrintWriter;

/** A presigned URL: a secret, for standard output alone. */
public record UrlReport(
        @Described(Described.NOTEBOOK) String notebook,

        @Described(
                value = "The presigned URL: a secret; anyone who has it can open it for five minutes.",
                format = "uri")
        String url)
        implements Report {

    @Override
    public void text(PrintWriter out) {
        out.println(url);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "UrlReport[" + notebook + "]";
    }
}
