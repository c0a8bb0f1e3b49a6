package dev.tenantadmin.cli;

import dev.tenantadmin.aws.NotebookLife;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stop}: stop a tenant's notebooks. */
@Command(
        name = "stop",
        description = "Stop all of a tenant's notebooks, or one. Already stopped is success.",
        footerHeading = "%nExamples:%n",
        footer = {"  tenant-admin stop acme", "  tenant-admin stop acme lab --no-wait"})
final class Stop implements Callable<Integer> {

    private final Session session;

    @Mixin
    NotebookRun notebooks = new NotebookRun();

    Stop(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return notebooks.run(session, "stopped", NotebookLife::stopForGood);
    }
}
