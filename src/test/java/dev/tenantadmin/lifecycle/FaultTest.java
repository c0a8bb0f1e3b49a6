package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.backend.Call;
import dev.tenantadmin.lifecycle.backend.Fault;
import dev.tenantadmin.lifecycle.backend.SandboxAccount;
import dev.tenantadmin.lifecycle.backend.SandboxAccount.Run;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What AWS does on a bad day. */
class FaultTest {

    private final SandboxAccount account = new SandboxAccount();

    static Stream<Arguments> passing() {
        return Stream.of(Arguments.of("a reset", Fault.RESET), Arguments.of("a 500", Fault.BROKEN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing")
    void everyCallMayFailOnce(String name, Fault fault) {
        Run run = account.run(fault.at(call -> call.time() == 1), "create-tenant", "acme")
                .done();

        assertThat(run.calls().filter(call -> call.time() == 2)).hasSizeGreaterThanOrEqualTo(29);
        Run deletion = account.run(fault.at(call -> call.time() == 1), "delete-tenant", "acme", "--yes")
                .done();
        assertThat(deletion.struck())
                .hasSizeGreaterThanOrEqualTo(29)
                .containsExactlyInAnyOrderElementsOf(
                        deletion.calls().filter(call -> call.time() == 1).toList());
        assertThat(account.contents()).isEmpty();
    }

    @Test
    void aThrottledCallIsMadeAgain() {
        account.run(Fault.THROTTLED.atFirst("CreateGroup"), "create-tenant", "acme")
                .done();

        assertThat(account.notebook("acme--main")).isEqualTo("InService ml.t3.medium");
    }

    /** The client sends the request again, and the service finds it a duplicate. */
    @Test
    void theAnswerToEveryWriteMayGetLostOnce() {
        Fault lost = Fault.ANSWER_LOST.at(call -> call.writes() && call.time() == 1);
        for (String[] command : new String[][] {
            {"create-tenant", "acme"},
            {"create-tenant", "acme", "--instance-type", "ml.m5.xlarge", "--restart"},
            {"stop", "acme"},
            {"start", "acme"},
            {"delete-tenant", "acme", "--yes"}
        }) {
            Run run = account.run(lost, command).done();

            assertThat(run.struck())
                    .containsExactlyInAnyOrderElementsOf(run.writes().stream()
                            .filter(call -> call.time() == 1)
                            .toList());
        }
        assertThat(account.contents()).isEmpty();
    }

    /** What is deleted in several calls is deleted to the end, though the client finds one of them done already. */
    @Test
    void theAnswerToEveryDeletionOfWhatOthersHungOnMayGetLost() {
        account.run("create-tenant", "acme").done();
        String path = "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/";
        account.iam().attachRolePolicy(r -> r.roleName("acme--execution").policyArn(path + "acme--boundary"));
        account.iam().createAccessKey(r -> r.userName("acme--owner"));
        String document = account.iam()
                .getRolePolicy(r -> r.roleName("acme--execution").policyName("execution"))
                .policyDocument();
        account.iam()
                .createPolicyVersion(r -> r.policyArn(path + "acme--access")
                        .policyDocument(URLDecoder.decode(document, StandardCharsets.UTF_8))
                        .setAsDefault(true));

        Run run = account.run(
                        Fault.ANSWER_LOST.at(call -> call.writes() && call.time() == 1),
                        "delete-tenant",
                        "acme",
                        "--yes")
                .done();

        assertThat(run.struck())
                .extracting(Call::operation)
                .contains("DetachRolePolicy", "DeleteAccessKey", "DeletePolicyVersion");
        assertThat(account.contents()).isEmpty();
    }

    @Test
    void aStartThatDidNotTakeIsSentAgainAfterHalfAMinute() {
        account.run("create-tenant", "acme").done();
        account.run("stop", "acme").done();
        Instant began = account.clock().instant();

        Run run = account.run(Fault.SWALLOWED.atFirst("StartNotebookInstance"), "start", "acme")
                .done();

        assertThat(run.writes())
                .extracting(Call::operation)
                .containsExactly("StartNotebookInstance", "StartNotebookInstance");
        assertThat(Duration.between(began, account.clock().instant()))
                .isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
        assertThat(account.notebook("acme--main")).isEqualTo("InService ml.t3.medium");
    }

    @Test
    void aRoleMayTakeTwentySecondsToBecomeAssumable() {
        SandboxAccount slow =
                new SandboxAccount(new SandboxSettings(Duration.ofSeconds(1), Duration.ofSeconds(20), Map.of()));

        Run run = slow.run(Fault.NONE, "create-tenant", "acme").done();

        assertThat(run.writes())
                .filteredOn(call -> call.operation().equals("CreateNotebookInstance"))
                .hasSizeGreaterThan(1);
        assertThat(slow.notebook("acme--main")).isEqualTo("InService ml.t3.medium");
    }

    @Test
    void aRefusalNamesTheMissingActionAndWhatIsDone() {
        Run run = account.run(Fault.DENIED.atFirst("CreateUser"), "create-tenant", "acme");

        assertThat(run.outcome().exit()).isEqualTo(254);
        assertThat(run.outcome().err()).contains("iam:CreateUser is missing", "IAM policy acme--boundary created");
    }
}
