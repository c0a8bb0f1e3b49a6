package dev.tenantadmin.command.notebook;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.aws.notebook.NotebookState;
import dev.tenantadmin.aws.notebook.NotebookSummary;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What {@code start} and {@code stop} share: they change notebooks in parallel and report on them. */
final class NotebookRun {

    @Mixin
    NotebookSelection selection = new NotebookSelection();

    @Option(names = "--no-wait", description = "Return as soon as SageMaker accepts the request.")
    boolean noWait;

    /** Changes one notebook's state; returns whether that was needed. */
    interface Step {
        boolean take(NotebookLife life, boolean wait);
    }

    /** @param check throws if the step must not be taken */
    int run(Session session, CommandSpec command, NotebookReport.Result done, Consumer<Notebooks> check, Step step) {
        selection.requireTenant(command);
        TenantName name = selection.tenant();
        try (Account account = session.account()) {
            session.output().result(new NotebookReport(name.value(), account.asCaller(name, notebooks -> {
                check.accept(notebooks);
                return run(notebooks, account.parallel(), done, step);
            })));
            return ExitCode.DONE.code();
        }
    }

    private List<NotebookReport.Line> run(
            Notebooks notebooks, Parallel parallel, NotebookReport.Result done, Step step) {
        List<Callable<NotebookReport.Line>> steps = new ArrayList<>();
        for (NotebookSummary summary : selection.among(notebooks)) {
            NotebookLife life = notebooks.life(selection.local(summary));
            steps.add(() -> {
                boolean needed = step.take(life.requireOurs(), !noWait);
                @Nullable NotebookSummary now = life.summary().orElse(null);
                return new NotebookReport.Line(
                        summary.name(),
                        needed ? done : NotebookReport.Result.UNCHANGED,
                        now == null ? NotebookState.GONE.status() : now.status());
            });
        }
        return parallel.all(steps);
    }
}
