package dev.tenantadmin.command.notebook;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.notebook.NotebookState;
import dev.tenantadmin.aws.snapshot.RunningNotebooks;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.output.FailureReport;
import dev.tenantadmin.cli.reference.Deliberate;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.tenant.name.TenantName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code stop --all}: stops the notebooks of all tenants, for cron. */
final class StopAll {

    @Deliberate
    @Option(names = "--all", required = true, description = "Stop the notebooks of every tenant.")
    boolean all;

    @Deliberate
    @Option(
            names = "--running-longer-than",
            paramLabel = "TIME",
            description = "Stop only notebooks that have run longer than this since their last start, such as 12h.")
    @Nullable
    Duration runningLongerThan;

    @Deliberate
    @Option(
            names = "--exclude",
            paramLabel = "TENANT",
            split = ",",
            description = "Do not stop this tenant's notebooks; repeatable.")
    List<TenantName> excluded = new ArrayList<>();

    @Option(names = "--dry-run", description = "Show what would be stopped, and stop nothing.")
    boolean dryRun;

    /** The result of one stop: the failure, or whether it was needed. */
    private record Sent(
            RunningNotebooks.Running one,
            boolean needed,
            @Nullable FailureReport failure) {}

    int run(Session session, boolean wait) {
        try (Account account = session.account()) {
            RunningNotebooks runningNotebooks = account.runningNotebooks();
            Set<TenantName> left = new HashSet<>(excluded);
            RunningNotebooks.Found found = runningNotebooks.find(runningLongerThan, left);
            left.removeAll(found.tenants());
            left.forEach(unknown ->
                    session.output().on(new Event.Notice("note: there is no tenant %s to exclude".formatted(unknown))));
            found.leftOut()
                    .forEach(one -> session.output()
                            .on(new Event.Notice(
                                    "note: notebook instance %s in %s is %s, and its running time is unknown: it is not stopped"
                                            .formatted(
                                                    one.notebook().name(),
                                                    one.region(),
                                                    one.notebook().status()))));
            if (dryRun) {
                session.output()
                        .result(new StopAllReport(
                                true,
                                found.running().stream()
                                        .map(one -> row(
                                                one,
                                                StopAllReport.Result.WOULD_BE_STOPPED,
                                                one.notebook().status(),
                                                null))
                                        .toList()));
                return ExitCode.DONE.code();
            }
            List<Sent> sent = account.parallel()
                    .all(found.running().stream()
                            .<Callable<Sent>>map(one -> () -> send(session, runningNotebooks, one, wait))
                            .toList());
            Map<String, String> statuses = wait && !sent.isEmpty()
                    ? runningNotebooks.awaitStopped(sent.stream()
                            .filter(one -> one.failure() == null)
                            .map(Sent::one)
                            .toList())
                    : Map.of();
            session.output()
                    .result(new StopAllReport(
                            false,
                            sent.stream().map(one -> row(one, statuses::get)).toList()));
            return (sent.stream().allMatch(one -> one.failure() == null) ? ExitCode.DONE : ExitCode.FOUND).code();
        }
    }

    private static Sent send(
            Session session, RunningNotebooks runningNotebooks, RunningNotebooks.Running one, boolean wait) {
        try {
            return new Sent(one, runningNotebooks.stop(one, wait), null);
        } catch (RuntimeException e) {
            return new Sent(one, false, session.failures().report(e));
        }
    }

    private static StopAllReport.Row row(Sent sent, Function<String, @Nullable String> status) {
        String seen = status.apply(RunningNotebooks.key(sent.one()));
        if (sent.failure() != null) {
            return row(
                    sent.one(),
                    StopAllReport.Result.FAILED,
                    sent.one().notebook().status(),
                    sent.failure());
        }
        return row(
                sent.one(),
                sent.needed() ? StopAllReport.Result.STOPPED : StopAllReport.Result.UNCHANGED,
                seen == null ? NotebookState.STOPPING.status() : seen,
                null);
    }

    private static StopAllReport.Row row(
            RunningNotebooks.Running one, StopAllReport.Result result, String status, @Nullable FailureReport failure) {
        return new StopAllReport.Row(
                one.tenant().value(),
                one.region(),
                one.notebook().name(),
                result,
                status,
                NotebookRow.seconds(one.running()),
                failure);
    }
}
