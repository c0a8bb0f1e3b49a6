package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.backend.Call;
import dev.tenantadmin.lifecycle.backend.Fault;
import dev.tenantadmin.lifecycle.backend.SandboxAccount;
import dev.tenantadmin.lifecycle.backend.SandboxAccount.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many calls it takes to delete what creations make. */
class DeletionCallsTest {

    private static final int TENANTS = 20;

    @TempDir
    Path folder;

    @Test
    void aTenantIsDeletedByAtMost45Calls() {
        SandboxAccount account = new SandboxAccount();
        account.run("create-tenant", "acme").done();

        Run run = account.run(Fault.NONE, "delete-tenant", "acme", "--yes").done();

        assertThat(account.contents()).isEmpty();
        assertThat(run.passages())
                .as(run.calls().map(Call::toString).collect(Collectors.joining("\n")))
                .hasSizeBetween(20, 45);
    }

    @Test
    void pruningTakesAtMost30CallsATenant() throws IOException {
        SandboxAccount account = new SandboxAccount();
        Path file = folder.resolve("teams.yaml");
        Files.writeString(
                file,
                IntStream.range(0, TENANTS)
                        .mapToObj(i -> "  - {name: t%d, users: [alice]}%n".formatted(i))
                        .collect(Collectors.joining("", "set: research\ntenants:\n", "")));
        account.run("apply", "-f", file.toString()).done();
        Files.writeString(file, "set: research\ntenants:\n  - {name: t0, users: [alice]}\n");

        Run run = account.run(Fault.NONE, "apply", "-f", file.toString(), "--prune", "--yes")
                .done();

        assertThat(account.contents()).noneMatch(left -> left.contains("t1"));
        assertThat(run.passages().size() / (TENANTS - 1.0))
                .as(byOperation(run).toString())
                .isBetween(15.0, 30.0);
    }

    private static SortedMap<String, Long> byOperation(Run run) {
        return run.calls().collect(Collectors.groupingBy(Call::operation, TreeMap::new, Collectors.counting()));
    }
}
