package dev.tenantadmin.command;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code complete-tenants}: list the account's tenants for a completion script; lists none if that takes longer than a person waits. */
@Command(name = "complete-tenants", hidden = true, description = "List tenants for completion scripts.")
final class CompleteTenants implements Callable<Integer> {

    private static final long PATIENCE_SECONDS = 3;

    private final Session session;

    /** The words on the completed command line, besides the options of all commands. */
    @Unmatched
    List<String> others = new ArrayList<>();

    CompleteTenants(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        CompletableFuture<List<String>> asked = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        asked.complete(tenants());
                    } catch (RuntimeException e) {
                        asked.completeExceptionally(e);
                    }
                },
                "tenants");
        thread.setDaemon(true);
        thread.start();
        try {
            asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .forEach(session.terminal().out()::println);
            session.terminal().out().flush();
        } catch (ExecutionException | TimeoutException e) {
            // Someone who presses tab wants names, not errors.
        }
        return ExitCode.DONE.code();
    }

    private List<String> tenants() {
        try (Account account = session.account()) {
            return account.directory().list().stream()
                    .map(tenant -> tenant.tenant().value())
                    .toList();
        }
    }
}
