package dev.tenantadmin.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.lifecycle.backend.Fault;
import dev.tenantadmin.lifecycle.backend.ForeignResources;
import dev.tenantadmin.lifecycle.backend.SandboxAccount;
import dev.tenantadmin.lifecycle.backend.SandboxAccount.Run;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.testing.Ran;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemaker.model.Tag;

/** Delete means gone: whatever hangs on a tenant goes with it, or is named before anything is written. */
@org.junit.jupiter.api.Tag("slow")
class DeletionTest {

    private static final String[] DELETE = {"delete-tenant", "acme", "--yes", "--delete-endpoints"};
    private static final String POLICY = "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--";

    /** What is not the tenant's, and must be there afterwards as it was. */
    private static final Set<String> THEIRS = Set.of(
            "policy theirs",
            "user guest",
            "group guild-of-acme--owner",
            "instance profile profile-of-acme--access",
            "instance profile profile-of-acme--execution");

    private static SandboxAccount made() {
        SandboxAccount account = new SandboxAccount(
                new SandboxSettings(Duration.ofSeconds(1), Duration.ZERO, Map.of("ml.g5.xlarge", "No machines.")));
        account.run("create-tenant", "acme").done();
        return account;
    }

    private static final SandboxAccount BURDENED = burden();

    private static SandboxAccount burdened() {
        return BURDENED.copy();
    }

    private static SandboxAccount burden() {
        SandboxAccount account = made();
        ForeignResources.onUser(account.iam(), "acme--owner");
        ForeignResources.onTenant(account.iam());
        ForeignResources.ofWork(account.sagemaker());
        ForeignResources.ofEndpoint(account.sagemaker());
        return account;
    }

    private static void requireOnlyTheirsLeft(SandboxAccount account) {
        assertThat(account.contents()).isEqualTo(THEIRS);
        assertThat(account.iam()
                        .getGroup(r -> r.groupName("guild-of-acme--owner"))
                        .users())
                .isEmpty();
        assertThat(account.iam()
                        .getInstanceProfile(r -> r.instanceProfileName("profile-of-acme--access"))
                        .instanceProfile()
                        .roles())
                .isEmpty();
    }

    @Test
    void everythingThatHangsOnTheTenantGoesWithIt() {
        SandboxAccount account = burdened();

        String out = account.run(Fault.NONE, DELETE).done().outcome().out();

        requireOnlyTheirsLeft(account);
        assertThat(out)
                .contains(
                        "login profile of user acme--owner",
                        "MFA device arn:aws:iam::123456789012:mfa/phone-of-acme--owner of user acme--owner",
                        "attachment theirs to role acme--execution",
                        "inline policy more of role acme--access",
                        "place of role acme--access in instance profile profile-of-acme--access",
                        "membership guest in acme--members",
                        "run of training job acme--fit",
                        "run of processing job acme--clean",
                        "run of transform job acme--score",
                        "endpoint acme--live",
                        "endpoint configuration acme--config",
                        "model acme--model",
                        "Tenant acme is deleted from account 123456789012; nothing of it is left.",
                        "SageMaker's records of its training jobs",
                        "SageMaker's records of its transform jobs",
                        "log streams acme--* in CloudWatch's log groups /aws/sagemaker/*",
                        "objects that its notebooks and jobs wrote to S3")
                .containsPattern("access key AKIA\\w+ of user acme--owner +deleted")
                .containsPattern("signing certificate \\w+ of user acme--owner")
                .containsPattern("SSH public key \\w+ of user acme--owner")
                .containsPattern("service-specific credential \\w+ of user acme--owner");
        assertThat(account.sagemaker()
                        .describeTrainingJob(r -> r.trainingJobName("acme--fit"))
                        .trainingJobStatusAsString())
                .isIn("Stopped", "Completed");
        assertThat(account.run(Fault.NONE, DELETE).done().writes()).isEmpty();
    }

    @Test
    void aDryRunListsTheSameAndDoesNothing() {
        SandboxAccount account = burdened();
        Set<String> before = account.contents();
        String dry = account.run("delete-tenant", "acme", "--dry-run", "--delete-endpoints")
                .done()
                .out();

        assertThat(account.contents()).isEqualTo(before);
        String wet = account.run(DELETE).done().out();
        assertThat(dry.lines().filter(line -> line.endsWith("would be deleted")).map(DeletionTest::title))
                .containsExactlyElementsOf(wet.lines()
                        .filter(line -> line.endsWith(" deleted"))
                        .map(DeletionTest::title)
                        .toList());
    }

    private static String title(String line) {
        return line.replaceFirst(" +(would be )?deleted$", "");
    }

    @Test
    void endpointsInServiceNeedToBeAskedFor() {
        SandboxAccount account = burdened();
        Set<String> before = account.contents();

        for (String[] command : new String[][] {
            {"delete-tenant", "acme", "--yes"},
            {"delete-tenant", "acme", "--dry-run"}
        }) {
            Run run = account.run(Fault.NONE, command);

            assertThat(run.outcome().exit()).isEqualTo(4);
            assertThat(run.outcome().err())
                    .contains(
                            "endpoints in service: acme--live; nothing was deleted; add --delete-endpoints to delete them too");
            assertThat(run.writes()).isEmpty();
        }
        assertThat(account.contents()).isEqualTo(before);
    }

    @Test
    void anEndpointThatFailedGoesUnasked() {
        SandboxAccount account = made();
        ForeignResources.ofWork(account.sagemaker());
        account.sagemaker()
                .createEndpointConfig(r -> r.endpointConfigName("acme--broken")
                        .productionVariants(ForeignResources.variant("ml.g5.xlarge")));
        account.sagemaker().createEndpoint(r -> r.endpointName("acme--dead").endpointConfigName("acme--broken"));
        account.clock().pass(Duration.ofMinutes(1));

        account.run("delete-tenant", "acme", "--yes").done();

        assertThat(account.contents()).isEmpty();
    }

    @Test
    void workIsDeletedAlsoWhereTheTenantIsGone() {
        SandboxAccount account = made();
        account.run("delete-tenant", "acme", "--yes").done();
        account.iam()
                .createRole(r -> r.roleName("acme--execution")
                        .path("/tenant-admin/us-east-1/acme/")
                        .assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"Service": "sagemaker.amazonaws.com"}}]}"""));
        ForeignResources.ofWork(account.sagemaker());
        account.iam().deleteRole(r -> r.roleName("acme--execution"));

        assertThat(account.run("delete-tenant", "acme", "--yes").done().out())
                .contains("model acme--model", "nothing of it is left");
        assertThat(account.contents()).isEmpty();
    }

    /** The name alone does not make it the tenant's, where its tag says another. */
    @Test
    void anothersModelIsInTheWay() {
        SandboxAccount account = made();
        account.sagemaker()
                .createModel(r -> r.modelName("acme--theirs")
                        .tags(Tag.builder().key("tenant").value("other").build()));

        Run run = account.run(Fault.NONE, DELETE);

        assertThat(run.outcome().exit()).isEqualTo(4);
        assertThat(run.outcome().err())
                .contains("model acme--theirs is not managed by tenant-admin: its tag tenant is other");
        assertThat(run.writes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"access", "boundary"})
    void whoeverElseUsesAPolicyIsNamedBeforeAnythingIsWritten(String policy) {
        SandboxAccount account = made();
        account.iam().createUser(r -> r.userName("jane"));
        account.iam().attachUserPolicy(r -> r.userName("jane").policyArn(POLICY + policy));
        account.iam().createUser(r -> r.userName("acme--stranger").permissionsBoundary(POLICY + policy));

        Run run = account.run(Fault.NONE, DELETE);

        assertThat(run.outcome().exit()).isEqualTo(4);
        assertThat(run.outcome().err())
                .contains("use of IAM policy acme--%s by user jane is not managed by tenant-admin: detach it there"
                        .formatted(policy))
                .contains("use of IAM policy acme--%s by user acme--stranger".formatted(policy));
        assertThat(run.writes()).isEmpty();
    }

    @Test
    void aProtectedTenantIsRefusedUntilThatIsLifted() {
        SandboxAccount account = new SandboxAccount();
        account.run("create-tenant", "acme", "--protect").done();
        assertThat(account.run(Fault.NONE, "create-tenant", "acme").done().writes())
                .isEmpty();

        for (String last : new String[] {"--yes", "--dry-run"}) {
            Run run = account.run(Fault.NONE, "delete-tenant", "acme", last);
            assertThat(run.outcome().exit()).isEqualTo(4);
            assertThat(run.outcome().err())
                    .contains(
                            "tenant acme is protected; run 'create-tenant acme --no-protect' to remove the protection");
            assertThat(run.writes()).isEmpty();
        }
        assertThat(account.run("describe-tenant", "acme").done().out()).contains("protected");

        account.run("create-tenant", "acme", "--no-protect").done();
        account.run("delete-tenant", "acme", "--yes").done();
        assertThat(account.contents()).isEmpty();
    }

    @Test
    void protectingAndNotProtectingExcludeEachOther() {
        Ran both = new SandboxAccount().run("create-tenant", "acme", "--protect", "--no-protect");

        assertThat(both.exit()).isEqualTo(252);
        assertThat(both.err()).contains("--protect and --no-protect exclude each other");
    }

    @Test
    void aTenantThatIsMadeAgainMeanwhileIsToldOfAndNotWaitedForForever() {
        SandboxAccount account = made();
        Fault remake = (call, wire) -> {
            var answer = wire.call();
            account.run("create-tenant", "acme", "--no-wait").done();
            return answer;
        };

        Run run = account.runStruckOrNot(
                remake.at(call -> call.operation().equals("DeletePolicy")
                        && call.subject().equals("acme--boundary")),
                DELETE);

        assertThat(run.outcome().exit()).isEqualTo(4);
        assertThat(run.outcome().err())
                .contains(
                        "tenant acme is not fully deleted: run the same command again to delete what was created meanwhile: IAM policy acme--");
        account.run(DELETE).done();
        assertThat(account.contents()).isEmpty();
    }

    static Stream<InterruptionTest.Site> sites() {
        return InterruptionTest.sites(135, "a burdened deletion", burdened().run(Fault.NONE, DELETE))
                .filter(site -> site.call().writes());
    }

    /** But for the bare name of a device that is nobody's: where it does not tell the user, IAM does not either. */
    @ParameterizedTest(name = "killed {0}")
    @MethodSource("sites")
    void aKilledDeletionIsCompletedByTheNext(InterruptionTest.Site site) {
        SandboxAccount account = burdened();

        assertThat(account.run(site.death(), DELETE).killed()).isTrue();
        account.run(DELETE).done();

        Set<String> left = account.contents();
        left.remove("MFA device arn:aws:iam::123456789012:mfa/phone-of-acme--owner");
        assertThat(left).isEqualTo(THEIRS);
        assertThat(account.run(Fault.NONE, DELETE).done().writes()).isEmpty();
    }
}
