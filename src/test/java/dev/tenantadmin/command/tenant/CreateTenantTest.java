package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sagemaker.model.DescribeNotebookInstanceResponse;

class CreateTenantTest {

    private Shell shell = new Shell();

    private DescribeNotebookInstanceResponse notebook(String name) {
        return shell.sagemaker().describeNotebookInstance(r -> r.notebookInstanceName(name));
    }

    @Test
    void tellsWhatItMadeAndWhatToHandOver() {
        Ran ran = shell.run("create-tenant acme").done();

        assertThat(ran.out().lines()).containsExactly("""
                        IAM policy acme--boundary                        created
                        IAM policy acme--access                          created
                        IAM role acme--access                            created
                        IAM role acme--execution                         created
                        IAM group acme--members                          created
                        IAM user acme--owner                             created
                        attachment acme--access to role acme--access     created
                        inline policy execution of role acme--execution  created
                        attachment acme--access to group acme--members   created
                        inline policy assume of group acme--members      created
                        membership acme--owner in acme--members          created
                        notebook instance acme--main                     created
                        revision tag acme--boundary                      created
                        notebook instance acme--main is InService
                        Tenant acme is ready (account 123456789012, home region us-east-1). Give its people this command:
                          tenant-admin url acme --region us-east-1 --sandbox""".split("\n", -1));
        assertThat(ran.err())
                .contains(
                        "IAM role acme--access created",
                        "waiting for notebook instance acme--main: Pending (0s)",
                        "note: without --subnet SageMaker gives the notebook direct internet access");
    }

    @Test
    void whatItHandsOverWorks() {
        String line = shell.run("create-tenant acme")
                .done()
                .out()
                .lines()
                .reduce((first, last) -> last)
                .orElseThrow()
                .strip();

        assertThat(shell.plain(line.substring("tenant-admin ".length())).done().out())
                .startsWith("https://acme--main-");
    }

    @Test
    void aProgramReadsWhatItMade() {
        Map<String, Object> json =
                shell.run("create-tenant acme -o json").done().json();

        assertThat(json)
                .containsOnlyKeys(
                        "schemaVersion", "tenant", "region", "dryRun", "changes", "notebooks", "suspended", "handOver")
                .containsEntry("tenant", "acme")
                .containsEntry("region", "us-east-1")
                .containsEntry("dryRun", false)
                .containsEntry("notebooks", Map.of("acme--main", "InService"))
                .containsEntry("handOver", "tenant-admin url acme --region us-east-1 --sandbox");
        assertThat(Ran.objects(json, "changes"))
                .hasSize(13)
                .contains(Map.of(
                        "type", "IAM role", "name", "acme--access", "result", "created", "differences", List.of()));
    }

    @Test
    void theSecondTimeNothingIsToBeDone() {
        shell.run("create-tenant acme").done();
        shell.door.forget();

        assertThat(shell.run("create-tenant acme").done().out()).isEqualTo("""
                        notebook instance acme--main is InService
                        Tenant acme is up to date; no changes needed (account 123456789012, home region us-east-1). Give its people this command:
                          tenant-admin url acme --region us-east-1 --sandbox
                        """);
        assertThat(shell.door.writes()).isEmpty();
        assertThat(shell.run("create-tenant acme -o json").list("changes"))
                .extracting(change -> change.get("result"))
                .containsOnly("unchanged");
    }

    @Test
    void aDryRunWritesNothing() {
        assertThat(shell.run("create-tenant acme --dry-run").done().out())
                .contains("IAM role acme--access                            would be created")
                .endsWith("13 changes would be made; nothing was changed.\n");
        Ran detailed = shell.run("create-tenant acme --dry-run --detailed-exitcode -o json");
        assertThat(detailed.exit()).isEqualTo(2);
        assertThat(detailed.json()).containsEntry("dryRun", true).containsEntry("handOver", null);
        assertThat(shell.door.writes()).isEmpty();
        assertThat(shell.contents()).isEmpty();

        shell.run("create-tenant acme").done();
        assertThat(shell.run("create-tenant acme --dry-run --detailed-exitcode")
                        .done()
                        .out())
                .isEqualTo("No changes needed.\n");
    }

    @Test
    void everythingThatCanBearThemHasTheTags() {
        shell.run("create-tenant acme --tag team=blue --tag cost=a/1").done();
        var iam = shell.iam();
        List<Tag> tags = List.of(
                tag("cost", "a/1"), tag("managed-by", "tenant-admin"), tag("team", "blue"), tag("tenant", "acme"));

        assertThat(iam.getRole(r -> r.roleName("acme--access")).role().tags()).containsExactlyElementsOf(tags);
        assertThat(iam.getRole(r -> r.roleName("acme--execution")).role().tags())
                .containsExactlyElementsOf(tags);
        assertThat(iam.getUser(r -> r.userName("acme--owner")).user().tags()).containsExactlyElementsOf(tags);
        iam.listPolicies(r -> r.pathPrefix("/tenant-admin/us-east-1/acme/"))
                .policies()
                .forEach(policy -> assertThat(iam.listPolicyTags(r -> r.policyArn(policy.arn()))
                                .tags())
                        .containsAll(tags));
        assertThat(shell.tagsOfNotebook(notebook("acme--main").notebookInstanceArn()))
                .isEqualTo(Map.of("cost", "a/1", "managed-by", "tenant-admin", "team", "blue", "tenant", "acme"));

        shell.run("create-tenant acme --tag team=red --notebook lab").done();
        assertThat(iam.getUser(r -> r.userName("acme--owner")).user().tags())
                .contains(tag("team", "red"), tag("cost", "a/1"));
        for (String name : new String[] {"acme--main", "acme--lab"}) {
            assertThat(shell.tagsOfNotebook(notebook(name).notebookInstanceArn()))
                    .containsEntry("team", "red")
                    .containsEntry("cost", "a/1");
        }
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void notebooksAreHardened() {
        shell.run("create-tenant acme").done();

        DescribeNotebookInstanceResponse main = notebook("acme--main");
        assertThat(main.rootAccessAsString()).isEqualTo("Disabled");
        assertThat(main.platformIdentifier()).isEqualTo("notebook-al2023-v1");
        assertThat(main.instanceMetadataServiceConfiguration().minimumInstanceMetadataServiceVersion())
                .isEqualTo("2");
        assertThat(main.instanceTypeAsString()).isEqualTo("ml.t3.medium");
        assertThat(main.volumeSizeInGB()).isEqualTo(5);
        assertThat(main.directInternetAccessAsString()).isEqualTo("Enabled");
    }

    @Test
    void optionsOfNotebooksReachThem() {
        Ran ran = shell.run(
                        "create-tenant acme --notebook lab --notebook batch --instance-type ml.g5.xlarge --volume-size 50"
                                + " --subnet subnet-1 --security-group sg-2,sg-1 --kms-key 12345678-1234-1234-1234-123456789012")
                .done();

        assertThat(ran.out()).contains("tenant-admin url acme batch --region us-east-1");
        assertThat(ran.err()).doesNotContain("direct internet access");
        for (String name : new String[] {"acme--lab", "acme--batch"}) {
            DescribeNotebookInstanceResponse made = notebook(name);
            assertThat(made.instanceTypeAsString()).isEqualTo("ml.g5.xlarge");
            assertThat(made.volumeSizeInGB()).isEqualTo(50);
            assertThat(made.subnetId()).isEqualTo("subnet-1");
            assertThat(made.securityGroups()).containsExactly("sg-1", "sg-2");
            assertThat(made.kmsKeyId()).isEqualTo("12345678-1234-1234-1234-123456789012");
            assertThat(made.directInternetAccessAsString()).isEqualTo("Disabled");
        }
        assertThat(shell.run("create-tenant acme").done().out())
                .as("what is not given stays as it is")
                .contains("no changes needed");
    }

    @Test
    void usersAreMembersAndHaveNoCredentials() {
        shell.run("create-tenant acme --user alice,bob --user carol").done();

        var iam = shell.iam();
        assertThat(iam.getGroup(r -> r.groupName("acme--members")).users())
                .extracting(user -> user.userName())
                .containsExactly("acme--alice", "acme--bob", "acme--carol");
        assertThat(iam.listUsers().users())
                .hasSize(3)
                .allSatisfy(user -> assertThat(iam.listAccessKeys(r -> r.userName(user.userName()))
                                .accessKeyMetadata())
                        .isEmpty());

        shell.run("create-tenant acme --user dave").done();
        assertThat(iam.getGroup(r -> r.groupName("acme--members")).users()).hasSize(4);
    }

    @Test
    void aTenantWithoutUsersHasNoGroupUntilOneIsWanted() {
        shell.run("create-tenant acme --no-users").done();
        assertThat(shell.iam().listGroups().groups()).isEmpty();
        assertThat(shell.iam().listUsers().users()).isEmpty();

        shell.run("create-tenant acme").done();
        shell.run("create-tenant acme --no-users").done();
        assertThat(shell.iam().listUsers().users()).isEmpty();

        shell.run("create-tenant acme --user bob").done();
        assertThat(shell.iam().getGroup(r -> r.groupName("acme--members")).users())
                .extracting(user -> user.userName())
                .containsExactly("acme--bob");
    }

    @Test
    void aChangeThatNeedsAStopIsPendingUntilItIsAllowed() {
        shell.run("create-tenant acme").done();

        Ran pending =
                shell.run("create-tenant acme --instance-type ml.t3.large").done();
        assertThat(pending.out())
                .contains(
                        "notebook instance acme--main  pending: needs a restart; add --restart",
                        "instance type: ml.t3.medium -> ml.t3.large",
                        "with changes pending");
        assertThat(notebook("acme--main").instanceTypeAsString()).isEqualTo("ml.t3.medium");
        assertThat(shell.run("create-tenant acme --instance-type ml.t3.large -o json")
                        .list("changes"))
                .anySatisfy(change -> assertThat(change).containsEntry("result", "deferred"));

        shell.run("create-tenant acme --instance-type ml.t3.large --restart").done();
        assertThat(notebook("acme--main").instanceTypeAsString()).isEqualTo("ml.t3.large");
        assertThat(shell.status("acme--main")).isEqualTo("InService");
        assertThat(shell.tagsOfNotebook(notebook("acme--main").notebookInstanceArn()))
                .containsOnlyKeys("managed-by", "tenant");
    }

    @Test
    void aStoppedNotebookIsChangedAtOnceAndStaysStopped() {
        shell.run("create-tenant acme").done();
        shell.run("stop acme").done();

        shell.run("create-tenant acme --instance-type ml.t3.large --volume-size 20")
                .done();

        DescribeNotebookInstanceResponse main = notebook("acme--main");
        assertThat(main.instanceTypeAsString()).isEqualTo("ml.t3.large");
        assertThat(main.volumeSizeInGB()).isEqualTo(20);
        assertThat(main.notebookInstanceStatusAsString()).isEqualTo("Stopped");
    }

    @Test
    void withoutWaitingTheNotebookMayStillBeStarting() {
        shell = Shell.slow();

        assertThat(shell.run("create-tenant acme --no-wait").done().out())
                .contains("Tenant acme is created; its notebooks may still be starting");
        assertThat(shell.status("acme--main")).isEqualTo("Pending");
    }

    @Test
    void aNewRoleIsGivenTime() {
        shell = new Shell(new SandboxSettings(Duration.ofSeconds(1), Duration.ofSeconds(15), Map.of()));

        assertThat(shell.run("create-tenant acme").done().err())
                .contains("waiting for notebook instance acme--main: not accepted yet");
    }
}
