package dev.tenantadmin.command.tenant;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.endpoint.WorkReading;
import dev.tenantadmin.aws.tenants.TenantSummary;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.output.Output;
import dev.tenantadmin.cli.output.Report;
import dev.tenantadmin.command.notebook.NotebookRow;
import dev.tenantadmin.tenant.name.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code list-tenants}: list the account's tenants. */
@Command(
        name = "list-tenants",
        description = {
            "List the account's tenants in all home regions, or in --region if given, incomplete ones too.",
            "List calls decide whether a tenant is shown as complete; describe-tenant checks everything.",
            "With -o wide also endpoints and running jobs: first what costs by the hour."
        },
        footer = {
            "  tenant-admin list-tenants --status InService --sort running",
            "  tenant-admin list-tenants -o wide",
            "  tenant-admin list-tenants -o json"
        })
public final class ListTenants implements Callable<Integer> {

    private static final List<String> STATUSES = List.of(
            "complete",
            "incomplete",
            "suspended",
            "Pending",
            "InService",
            "Stopping",
            "Stopped",
            "Failed",
            "Deleting",
            "Updating",
            "PendingMaintenance",
            "InMaintenance");

    /** What a shell offers as status. */
    static final class Statuses implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return STATUSES.iterator();
        }
    }

    /** The list's sort order: largest first, except for names. */
    enum Order {
        NAME,
        AGE,
        RUNNING,
        USERS
    }

    private final Session session;

    @Spec
    CommandSpec command;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            completionCandidates = Statuses.class,
            description =
                    "Show only tenants that are complete, incomplete or suspended, or have a notebook in this status, such as"
                            + " InService.")
    @Nullable
    String status;

    @Option(
            names = "--sort",
            paramLabel = "name|age|running|users",
            description = "Sort by name, oldest, longest running or most users (default: name).")
    Order sort = Order.NAME;

    public ListTenants(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String wanted = status == null ? null : status.toLowerCase(Locale.ROOT);
        if (wanted != null && !wanted.matches("[a-z]+")) {
            throw notAStatus();
        }
        try (Account account = session.account()) {
            Instant now = account.poll().now();
            // A setting is where new tenants live; it hides none.
            String region = session.settings().isOnCommandLine(command.findOption("--region"))
                    ? session.options().region
                    : null;
            List<TenantsReport.Row> rows = account.directory().list().stream()
                    .filter(tenant -> region == null || region.equals(tenant.region()))
                    .map(tenant -> row(tenant, now))
                    .filter(row -> wanted == null || words(row).anyMatch(wanted::equalsIgnoreCase))
                    .sorted(order(now))
                    .toList();
            // SageMaker adds statuses, so a status is refused only if no notebook has it.
            if (rows.isEmpty() && wanted != null && STATUSES.stream().noneMatch(wanted::equalsIgnoreCase)) {
                throw notAStatus();
            }
            session.output().result(report(account, rows, now));
            return ExitCode.DONE.code();
        }
    }

    private Report report(Account account, List<TenantsReport.Row> rows, Instant now) {
        if (session.options().output != Output.Form.WIDE) {
            return new TenantsReport(rows, now);
        }
        Set<String> regions =
                rows.stream().map(TenantsReport.Row::region).collect(Collectors.toCollection(TreeSet::new));
        WorkReading work = account.workReading();
        return new TenantsWideReport(
                rows, work.endpoints(regions, Names.DELIMITER), work.jobs(regions, Names.DELIMITER), now);
    }

    private ParameterException notAStatus() {
        return new ParameterException(
                command.commandLine(), "--status must be complete, incomplete, suspended or a notebook status");
    }

    private static TenantsReport.Row row(TenantSummary tenant, Instant now) {
        return new TenantsReport.Row(
                tenant.tenant().value(),
                tenant.region(),
                tenant.missing().isEmpty(),
                tenant.suspended(),
                tenant.created(),
                tenant.missing(),
                tenant.users(),
                tenant.notebooks().stream()
                        .map(notebook -> NotebookRow.of(notebook, now))
                        .toList());
    }

    private static Stream<String> words(TenantsReport.Row row) {
        return Stream.concat(
                Stream.of(row.state().split(", ", -1)), row.notebooks().stream().map(NotebookRow::status));
    }

    private Comparator<TenantsReport.Row> order(Instant now) {
        Comparator<TenantsReport.Row> byName = Comparator.comparing(TenantsReport.Row::tenant);
        return switch (sort) {
            case NAME -> byName;
            case AGE -> mostFirst(row -> age(row, now)).thenComparing(byName);
            case RUNNING -> mostFirst(ListTenants::running).thenComparing(byName);
            case USERS -> mostFirst(row -> row.users().size()).thenComparing(byName);
        };
    }

    private static <T extends Comparable<T>> Comparator<TenantsReport.Row> mostFirst(
            Function<TenantsReport.Row, T> measure) {
        return Comparator.comparing(measure, Comparator.reverseOrder());
    }

    private static Duration age(TenantsReport.Row row, Instant now) {
        return row.created() == null ? Duration.ZERO : Duration.between(row.created(), now);
    }

    /** In seconds; smaller than any real value if nothing runs. */
    private static Long running(TenantsReport.Row row) {
        return row.notebooks().stream()
                .map(NotebookRow::runningSeconds)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(-1L);
    }
}
