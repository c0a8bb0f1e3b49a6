package dev.tenantadmin.command.tenant;

import dev.tenantadmin.cli.output.ChangeWords;
import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.Report;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a deletion did, or would do.
 *
 * @param remains what no deletion removes
 */
public record DeletionReport(ChangeReport changes, List<String> remains) implements Report {

    /** The same for a program. */
    public record Document(
            @Described(Described.TENANT) String tenant,
            @Described(Described.REGION) String region,
            @Described(Described.DRY_RUN) boolean dryRun,
            @Described(Described.ALL_CHANGES) List<ChangeWords> changes,
            @Described(Described.NOTEBOOKS) SortedMap<String, String> notebooks,
            @Described(Described.HAND_OVER) @Nullable String handOver,

            @Described("What no deletion removes, and a later tenant of the same name could read.")
            List<String> remains) {}

    @Override
    public void text(PrintWriter out) {
        changes.text(out);
        if (!remains.isEmpty()) {
            out.println("Not deleted, and readable by a later tenant of this name:");
            remains.forEach(what -> out.printf("  %s%n", what));
        }
    }

    @Override
    public Record json() {
        return new Document(
                changes.tenant(),
                changes.region(),
                changes.dryRun(),
                ChangeWords.of(changes.changes()),
                new TreeMap<>(),
                null,
                remains);
    }
}
