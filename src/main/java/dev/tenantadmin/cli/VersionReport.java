package dev.tenantadmin.cli;

import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import java.io.PrintWriter;
import java.util.Optional;

/** Which tenant-admin this is. */
public record VersionReport(
        @Described("The program's version.") String version,

        @Described(
                "The git commit that it was built from, with -dirty behind it if files were changed; absent if it was built without git.")
        Optional<String> commit,

        @Described(value = "The day of that commit (UTC); absent if it was built without git.", format = "date")
        Optional<String> date,

        @Described("The Java that runs it.") String java)
        implements Report {

    @Override
    public void text(PrintWriter out) {
        String built = commit.flatMap(hash -> date.map(day -> " (commit %s of %s)".formatted(hash, day)))
                .orElse("");
        out.println("tenant-admin " + version + built);
        out.println("Java " + java);
    }
}
