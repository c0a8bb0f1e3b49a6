package dev.tenantadmin.command;

import dev.tenantadmin.aws.Account;
import dev.tenantadmin.aws.client.KnownNames;
import dev.tenantadmin.aws.notebook.NotebookSummary;
import dev.tenantadmin.aws.tenants.TenantSummary;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.cli.Session;
import dev.tenantadmin.cli.reference.NameKind;
import dev.tenantadmin.tenant.name.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/** {@code complete}: list names for a completion script; lists none if that takes longer than a person waits. */
@Command(name = Complete.NAME, hidden = true, description = "List names for completion scripts.")
final class Complete implements Callable<Integer> {

    static final String NAME = "complete";

    private static final long PATIENCE_SECONDS = 3;

    private final Session session;

    @Parameters(index = "0")
    @Nullable
    NameKind kind;

    /** Whose they are; empty where that is not known or says nothing. */
    @Parameters(index = "1")
    String tenant = "";

    /** The words on the completed command line, besides the options of all commands. */
    @Unmatched
    List<String> others = new ArrayList<>();

    Complete(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        CompletableFuture<List<String>> asked = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        asked.complete(names(Objects.requireNonNull(kind, "picocli demands the parameter")));
                    } catch (RuntimeException e) {
                        asked.completeExceptionally(e);
                    }
                },
                "names");
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

    private List<String> names(NameKind of) {
        return switch (of) {
            case PROFILES -> KnownNames.profiles();
            case REGIONS -> KnownNames.regions();
            case TENANTS, NOTEBOOKS, PERSONS, ENDPOINTS -> ofAccount(of);
        };
    }

    private List<String> ofAccount(NameKind of) {
        try (Account account = session.account()) {
            List<TenantSummary> tenants = account.directory().list();
            if (of == NameKind.TENANTS) {
                return tenants.stream().map(each -> each.tenant().value()).toList();
            }
            return tenants.stream()
                    .filter(each -> each.tenant().value().equals(tenant))
                    .flatMap(each -> ofTenant(of, account, each))
                    .filter(name -> name.startsWith(tenant + Names.DELIMITER))
                    .map(name -> name.substring((tenant + Names.DELIMITER).length()))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<String> ofTenant(NameKind of, Account account, TenantSummary tenant) {
        return switch (of) {
            case NOTEBOOKS -> tenant.notebooks().stream().map(NotebookSummary::name);
            case PERSONS -> tenant.users().stream();
            case ENDPOINTS ->
                account.workReading().endpoints(Set.of(tenant.region()), tenant.tenant() + Names.DELIMITER).stream()
                        .map(endpoint -> endpoint.name());
            case TENANTS, PROFILES, REGIONS -> Stream.of();
        };
    }
}
