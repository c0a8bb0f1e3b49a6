package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.backend.Call;
import dev.tenantadmin.lifecycle.backend.Fault;
import dev.tenantadmin.lifecycle.backend.SandboxAccount;
import dev.tenantadmin.lifecycle.backend.SandboxAccount.Run;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many calls the commands make, and how many of them one after the other. */
class CallCountTest {

    private static final Fault SLOW = Fault.delay(Duration.ofMillis(50));

    @Test
    void aNewTenantTakesAtMostThirtyCallsSevenDeep() {
        Run run = shallowest(7, () -> new SandboxAccount().runStruckOrNot(SLOW, "create-tenant", "acme"));

        assertThat(run.calls().filter(call -> !call.polls())).hasSizeBetween(20, 30);
        assertThat(run.depth()).isBetween(2, 7);
    }

    @Test
    void aSecondRunTakesAtMostTwentyTwoReadsFourDeepAndWritesNothing() {
        SandboxAccount account = new SandboxAccount();
        account.run("create-tenant", "acme").done();

        Run run = shallowest(4, () -> account.runStruckOrNot(SLOW, "create-tenant", "acme"));

        assertThat(run.passages()).hasSizeBetween(10, 22);
        assertThat(run.depth()).isBetween(2, 4);
        assertThat(run.writes()).isEmpty();
        assertThat(run.calls()).noneMatch(Call::polls);
    }

    /** Presigning, looking and changing need no look before them that only confirms what they find out themselves. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "url acme --as-caller,                          2",
        "url acme --as-caller --region us-east-1,       1",
        "url acme lab --as-caller --region us-east-1,   1",
        "url acme --start --as-caller --region us-east-1, 1",
        "url acme,                                      4",
        "url acme --region us-east-1,                   3",
        "credentials acme --region us-east-1,           3",
        "stop acme lab --region us-east-1,              3",
        "start acme lab --region us-east-1,             4",
        "stop acme lab,                                 4",
    })
    void whatADataScientistWaitsForIsAFewCallsDeep(String line, int depth) {
        SandboxAccount account = new SandboxAccount();
        account.run("create-tenant", "acme", "--notebook", "main,lab").done();
        if (line.startsWith("start")) {
            account.run("stop", "acme").done();
        }

        Run run = shallowest(depth, () -> account.copy().runStruckOrNot(SLOW, line.split(" ")));

        assertThat(run.depth()).as("%s", run.passages()).isEqualTo(depth);
    }

    /**
     * A call that was late in its round counts for the next one. So what is measured is never less than the true depth, and the least
     * of several runs is nearest to it.
     */
    private static Run shallowest(int enough, Supplier<Run> command) {
        Run least = command.get().done();
        for (int i = 0; i < 9 && least.depth() > enough; i++) {
            Run next = command.get().done();
            least = next.depth() < least.depth() ? next : least;
        }
        return least;
    }
}
