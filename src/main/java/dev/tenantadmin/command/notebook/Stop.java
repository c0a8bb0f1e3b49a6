package dev.tenantadmin.command.notebook;

import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.cli.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stop}: stop a tenant's notebooks, or everyone's. */
@Command(
        name = "stop",
        description = {
            "Stop all of a tenant's notebooks, or one. Succeeds if they are already stopped.",
            "With --all, stop those of every tenant in every home region."
        },
        footer = {
            "  tenant-admin stop acme",
            "  tenant-admin stop acme lab --no-wait",
            "  tenant-admin stop --all --running-longer-than 12h --exclude acme"
        })
public final class Stop implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    NotebookRun notebooks = new NotebookRun();

    @ArgGroup(exclusive = false)
    @Nullable
    StopAll all;

    public Stop(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (all == null) {
            return notebooks.run(session, command, NotebookReport.Result.STOPPED, any -> {}, NotebookLife::stopForGood);
        }
        if (notebooks.selection.tenant != null) {
            throw new ParameterException(
                    command.commandLine(), "--all stops the notebooks of every tenant: do not give a tenant");
        }
        return all.run(session, !notebooks.noWait);
    }
}
