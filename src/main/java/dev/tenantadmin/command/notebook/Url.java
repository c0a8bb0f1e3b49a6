package dev.tenantadmin.command.notebook;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.notebook.NotebookLife;
import dev.tenantadmin.aws.notebook.NotebookState;
import dev.tenantadmin.aws.notebook.NotebookSummary;
import dev.tenantadmin.aws.notebook.Notebooks;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.output.Output;
import dev.tenantadmin.reconcile.Event;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.TenantName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code url}: print one presigned URL. */
@Command(
        name = "url",
        description = {
            "Print a presigned URL that opens a notebook: main, or the only one, or the one named.",
            "Anyone who has the link can open it for five minutes, and gets the rights of the tenant's access role. "
                    + "Share this command, not the link."
        },
        footer = {
            "  tenant-admin url acme",
            "  tenant-admin url acme lab --start --session-duration 1h",
            "  tenant-admin url acme --lab --open"
        })
public final class Url implements Callable<Integer> {

    /** SageMaker's bounds for the session in the browser (src/site/markdown/design/aws-facts.md). */
    private static final Duration SHORTEST = Duration.ofMinutes(30);

    private static final Duration LONGEST = Duration.ofHours(12);
    private static final NotebookName MAIN = new NotebookName("main");

    /** What the console appends for it. */
    private static final String LAB = "&view=lab";

    private final Session session;
    private final Browser browser;

    @Spec
    CommandSpec command;

    @Mixin
    NotebookSelection selection = new NotebookSelection();

    @Option(names = "--start", description = "Start the notebook first if it is not running, and wait for it.")
    boolean start;

    @Option(names = "--as-caller", description = "Create the link with your own rights instead of the access role's.")
    boolean asCaller;

    @Option(names = "--open", description = "Open the link in the browser; print it only if that fails.")
    boolean open;

    @Option(names = "--lab", description = "Open JupyterLab instead of Jupyter.")
    boolean lab;

    @Option(
            names = "--session-duration",
            paramLabel = "TIME",
            description = "How long the session in the browser lasts, 30m to 12h (AWS's default: 12h).")
    @Nullable
    Duration sessionDuration;

    public Url(Session session, Browser browser) {
        this.session = session;
        this.browser = browser;
    }

    @Override
    public Integer call() {
        selection.requireTenant(command);
        if (sessionDuration != null
                && (sessionDuration.compareTo(SHORTEST) < 0 || sessionDuration.compareTo(LONGEST) > 0)) {
            throw new ParameterException(command.commandLine(), "--session-duration must be from 30m to 12h");
        }
        TenantName name = selection.tenant();
        try (Account account = session.account()) {
            hand(asCaller ? ownLink(account.notebooksDirect(name)) : account.asTenant(name, this::link));
            return ExitCode.DONE.code();
        }
    }

    private UrlReport ownLink(Notebooks notebooks) {
        return linkAtOnce(notebooks).orElseGet(() -> {
            notebooks.requireNotSuspended();
            return chosenLink(notebooks);
        });
    }

    private UrlReport link(Notebooks notebooks) {
        return linkAtOnce(notebooks).orElseGet(() -> chosenLink(notebooks));
    }

    /** Of the named notebook, or of main. */
    private Optional<UrlReport> linkAtOnce(Notebooks notebooks) {
        NotebookName likely = selection.named().orElse(MAIN);
        return notebooks
                .life(likely)
                .presignedUrl(sessionDuration)
                .map(url -> report(selection.tenant() + Names.DELIMITER + likely, url));
    }

    private UrlReport report(String notebook, String url) {
        return new UrlReport(notebook, url + (lab ? LAB : ""));
    }

    private UrlReport chosenLink(Notebooks notebooks) {
        NotebookSummary chosen = choose(selection.among(notebooks), selection.tenant());
        NotebookLife life = notebooks.life(selection.local(chosen));
        String status = chosen.status();
        if (start) {
            life.requireOurs().start(true);
            status = NotebookState.IN_SERVICE.status();
        }
        return report(chosen.name(), life.presignedUrl(status, sessionDuration));
    }

    private void hand(UrlReport report) {
        Output output = session.output();
        if (open && browser.open(report.url())) {
            output.on(new Event.Notice("notebook instance %s is opened in the browser".formatted(report.notebook())));
            if (session.options().output != Output.Form.JSON) {
                return;
            }
        } else if (open) {
            output.on(new Event.Notice("note: cannot open a browser here; printing the link instead"));
        }
        if (session.terminal().live() && !session.options().quiet) {
            output.on(new Event.Notice(
                    "note: anyone who has the link can open it for five minutes; share the command, not the link"));
        }
        output.result(report);
    }

    private NotebookSummary choose(List<NotebookSummary> all, TenantName name) {
        if (all.isEmpty()) {
            throw new Failure(Failure.Kind.NOT_FOUND, "tenant %s has no notebooks".formatted(name));
        }
        return all.stream()
                .filter(summary -> all.size() == 1 || selection.local(summary).equals(MAIN))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "tenant %s has several notebooks and none is named main: give one of %s"
                                .formatted(
                                        name,
                                        String.join(
                                                ", ",
                                                all.stream()
                                                        .map(summary -> selection
                                                                .local(summary)
                                                                .value())
                                                        .toList()))));
    }
}
