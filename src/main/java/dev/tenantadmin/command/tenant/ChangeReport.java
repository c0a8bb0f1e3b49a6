package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.tenants.TenantPlan;
import dev.tenantadmin.cli.output.ChangeWords;
import dev.tenantadmin.cli.output.Described;
import dev.tenantadmin.cli.output.DifferenceWords;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.cli.output.Table;
import dev.tenantadmin.reconcile.Change;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.option.Suspended;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a command that changes a tenant did, or would do.
 *
 * @param suspended whether the tenant is suspended; null if not checked
 * @param running what still runs after somebody's access ended; null if nobody's did
 * @param summary the sentence that says how it ended
 */
public record ChangeReport(
        String tenant,
        String region,
        boolean dryRun,
        List<Change> changes,
        Map<String, String> notebooks,
        @Nullable Boolean suspended,
        @Nullable Running running,
        @Nullable String handOver,
        String summary)
        implements Report {

    /** The same for a program. */
    public record Document(
            @Described(Described.TENANT) String tenant,
            @Described(Described.REGION) String region,
            @Described(Described.DRY_RUN) boolean dryRun,

            @Described("Whether the tenant is suspended; create-tenant only.")
            Optional<Boolean> suspended,

            @Described(Described.ALL_CHANGES) List<ChangeWords> changes,
            @Described(Described.NOTEBOOKS) SortedMap<String, String> notebooks,
            Optional<Running> running,
            @Described(Described.HAND_OVER) @Nullable String handOver) {}

    /** The report of a change without notebooks. */
    static ChangeReport of(
            TenantPlan planned, List<Change> changes, boolean dryRun, @Nullable Running running, String summary) {
        Names names = planned.tenant().names();
        return new ChangeReport(
                names.tenant().value(), names.home().region(), dryRun, changes, Map.of(), null, running, null, summary);
    }

    /**
     * The report of a change to a person's user.
     *
     * @param done the sentence that says how it ended, unless it was a dry run
     */
    static ChangeReport ofPerson(
            TenantPlan planned, List<Change> changes, boolean dryRun, @Nullable Running running, String done) {
        String seen = planned.plan().writes() ? "Nothing was changed." : "No changes needed.";
        return of(planned, changes, dryRun, running, dryRun ? seen : done);
    }

    /**
     * The whole command that a data scientist runs; it names the notebook only if {@code url} could not choose it.
     *
     * @param sandbox whether the tenant is in the sandbox
     */
    public static String handOver(TenantPlan planned, boolean sandbox) {
        Names names = planned.tenant().names();
        NotebookName main = new NotebookName("main");
        SortedSet<NotebookName> all = new TreeSet<>(planned.tenant().notebooks().keySet());
        String notebook = all.contains(main) || all.size() < 2 ? "" : " " + all.first();
        return "tenant-admin url %s%s --region %s%s"
                .formatted(names.tenant(), notebook, names.home().region(), sandbox ? " --sandbox" : "");
    }

    @Override
    public void text(PrintWriter out) {
        Table table = new Table();
        for (Change change : changes) {
            if (change.action() == Change.Action.NONE) {
                continue;
            }
            String result = change.action().result();
            if (change.action() == Change.Action.DEFER) {
                result = "pending: needs a restart; add --restart";
            } else if (dryRun) {
                result = "would be " + result;
            }
            table.row(change.resource().title(), result);
            change.differences().stream()
                    .filter(difference -> change.action() != Change.Action.DELETE)
                    .forEach(difference -> table.row("  " + DifferenceWords.of(difference)));
        }
        table.print(out, "");
        notebooks.forEach((name, status) -> out.printf("notebook instance %s is %s%n", name, status));
        if (running != null) {
            running.text(tenant, out);
        }
        out.println(summary);
        if (Boolean.TRUE.equals(suspended)) {
            out.println(Suspended.sentence(tenant));
        }
        if (handOver != null) {
            out.printf("  %s%n", handOver);
        }
    }

    @Override
    public Record json() {
        return new Document(
                tenant,
                region,
                dryRun,
                Optional.ofNullable(suspended),
                ChangeWords.of(changes),
                new TreeMap<>(notebooks),
                Optional.ofNullable(running),
                handOver);
    }

    /** The same as an outcome of one of many tenants. */
    TenantOutcome outcome() {
        return TenantOutcome.of(tenant, region, dryRun, changes, notebooks, suspended, running, handOver);
    }
}
