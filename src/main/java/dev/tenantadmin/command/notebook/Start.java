package dev.tenantadmin.command.notebook;

import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.cli.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code start}: start a tenant's notebooks. */
@Command(
        name = "start",
        description = "Start all of a tenant's notebooks, or one. Succeeds if they already run.",
        footer = {"  tenant-admin start acme", "  tenant-admin start acme lab --no-wait"})
public final class Start implements Callable<Integer> {

    private final Session session;

    @Spec
    CommandSpec command;

    @Mixin
    NotebookRun notebooks = new NotebookRun();

    public Start(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return notebooks.run(
                session, command, NotebookReport.Result.STARTED, Notebooks::requireNotSuspended, NotebookLife::start);
    }
}
