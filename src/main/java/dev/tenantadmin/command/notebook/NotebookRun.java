package dev.tenantadmin.command.notebook;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.reconcile.Parallel;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What {@code start} and {@code stop} share: they change notebooks in parallel and report on them. */
final class NotebookRun {

    @Mixin
    NotebookSelection selection = new NotebookSelection();

    @Option(names = "--no-wait", description = "Return as soon as SageMaker accepts the request.")
    boolean noWait;

    /** Changes one notebook's state. */
    interface Step {
        NotebookLife.Done take(NotebookLife life, boolean wait);
    }

    /** @param check throws if the step must not be taken */
    int run(Session session, CommandSpec command, NotebookReport.Result done, Consumer<Notebooks> check, Step step) {
        selection.requireTenant(command);
        TenantName name = selection.tenant();
        try (Account account = session.account()) {
            session.output().result(new NotebookReport(name.value(), account.asCaller(name, notebooks -> {
                Supplier<Boolean> checked = account.parallel().begin(() -> {
                    check.accept(notebooks);
                    return true;
                });
                List<NotebookLife> lives;
                try {
                    lives = lives(notebooks, account.parallel());
                } catch (RuntimeException e) {
                    // What the check finds explains it.
                    var unused = checked.get();
                    throw e;
                }
                var unused = checked.get();
                return run(lives, account.parallel(), done, step, !noWait);
            })));
            return ExitCode.DONE.code();
        }
    }

    /** The named notebook, or all of the tenant's; each is tenant-admin's. */
    private List<NotebookLife> lives(Notebooks notebooks, Parallel parallel) {
        Optional<NotebookLife> named = selection
                .named()
                .map(name -> notebooks.beginOurs(name, parallel).get())
                .filter(NotebookLife::isThere);
        return named.map(List::of)
                .orElseGet(() -> selection.among(notebooks).stream()
                        .map(summary -> notebooks.beginOurs(selection.local(summary), parallel))
                        .toList()
                        .stream()
                        .map(Supplier::get)
                        .toList());
    }

    private static List<NotebookReport.Line> run(
            List<NotebookLife> lives, Parallel parallel, NotebookReport.Result changed, Step step, boolean wait) {
        List<Callable<NotebookReport.Line>> steps = new ArrayList<>();
        for (NotebookLife life : lives) {
            steps.add(() -> {
                NotebookLife.Done done = step.take(life, wait);
                return new NotebookReport.Line(
                        life.name(), done.needed() ? changed : NotebookReport.Result.UNCHANGED, done.status());
            });
        }
        return parallel.all(steps);
    }
}
