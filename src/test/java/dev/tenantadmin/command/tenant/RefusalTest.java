package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.sandbox.request.SandboxSettings;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** What the account does not allow is refused before the first write, and leaves the account as it was. */
class RefusalTest {

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
             "Principal": {"Service": "sagemaker.amazonaws.com"}}]}""";
    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}""";
    private static final String EXPIRED = "The security token included in the request is expired";

    private Shell shell = new Shell();

    private Ran refused(ExitCode code, String says, String line) {
        SortedSet<String> before = shell.contents();
        shell.door.forget();
        Ran ran = shell.run(line).refused(code, says);
        assertThat(shell.door.writes()).isEmpty();
        assertThat(shell.contents()).isEqualTo(before);
        return ran;
    }

    private void made(String line) {
        shell.run(line).done();
    }

    @ParameterizedTest
    @ValueSource(strings = {"describe-tenant acme", "start acme", "stop acme", "url acme", "url acme --as-caller"})
    void aTenantThatDoesNotExist(String args) {
        refused(ExitCode.NOT_FOUND, "there is no tenant acme", args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "stop", "url"})
    void aNotebookThatDoesNotExist(String command) {
        made("create-tenant acme");

        refused(ExitCode.NOT_FOUND, "tenant acme has no notebook lab", command + " acme lab");
    }

    @Test
    void aNameThatOthersBeginWithIsNotTheTenant() {
        made("create-tenant acme-west");

        refused(ExitCode.NOT_FOUND, "there is no tenant acme", "describe-tenant acme");
        refused(ExitCode.NOT_FOUND, "there is no tenant acme", "url acme");
    }

    @ParameterizedTest
    @CsvSource({
        "role, acme--access, IAM role acme--access is not managed by tenant-admin: its path is /elsewhere/",
        "role, acme--execution, IAM role acme--execution is not managed by tenant-admin: its path is /elsewhere/",
        "user, acme--owner, IAM user acme--owner is not managed by tenant-admin: its path is /elsewhere/",
        "group, acme--members, IAM group acme--members is not managed by tenant-admin: its path is /elsewhere/",
        "policy, acme--boundary, IAM policy acme--boundary is not managed by tenant-admin: its ARN is",
        "policy, acme--access, IAM policy acme--access is not managed by tenant-admin: its ARN is",
        "policy, ACME--Access, IAM policy acme--access is not managed by tenant-admin: its ARN is",
        "notebook, acme--main, notebook instance acme--main is not managed by tenant-admin: it lacks the tag managed-by=tenant-admin",
    })
    void somethingForeignUnderOneOfOurNames(String type, String name, String says) {
        foreign(type, name);

        refused(ExitCode.CONFLICT, says, "create-tenant acme");
        refused(ExitCode.CONFLICT, says, "create-tenant acme --dry-run");
    }

    @Test
    void somethingForeignInTheWayOfADeletion() {
        made("create-tenant acme");
        foreign("notebook", "acme--theirs");

        refused(
                ExitCode.CONFLICT,
                "notebook instance acme--theirs is not managed by tenant-admin",
                "delete-tenant acme --yes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"start acme", "stop acme", "start acme theirs", "stop acme theirs", "url acme theirs --start"})
    void somethingForeignIsNeitherStartedNorStopped(String line) {
        made("create-tenant acme");
        foreign("notebook", "acme--theirs");
        shell.clock.pass(Duration.ofMinutes(1));
        if (!line.startsWith("stop")) {
            shell.sagemaker().stopNotebookInstance(r -> r.notebookInstanceName("acme--theirs"));
            shell.clock.pass(Duration.ofMinutes(1));
        }
        String status = shell.status("acme--theirs");

        shell.run(line)
                .refused(
                        ExitCode.CONFLICT,
                        "notebook instance acme--theirs is not managed by tenant-admin: it lacks the tag managed-by=tenant-admin");

        assertThat(shell.status("acme--theirs")).isEqualTo(status);
    }

    @Test
    void aNotebookThatSomebodyStopsWhileItStarts() {
        made("create-tenant acme");
        made("stop acme");
        shell.door.meanwhile(
                "StartNotebookInstance",
                1,
                () -> shell.door.meanwhile("DescribeNotebookInstance", 2, () -> {
                    shell.clock.pass(Duration.ofMinutes(1));
                    shell.sagemaker().stopNotebookInstance(r -> r.notebookInstanceName("acme--main"));
                    shell.clock.pass(Duration.ofMinutes(1));
                }));

        shell.run("start acme")
                .refused(
                        ExitCode.CONFLICT,
                        "notebook instance acme--main was stopped by somebody else while it started");

        assertThat(shell.status("acme--main")).isEqualTo("Stopped");
    }

    @Test
    void whoMayNotAskForTheHomeRegionIsToldToNameIt() {
        made("create-tenant acme --region eu-west-1");
        shell.door.refuse("GetRole", 403, "AccessDenied", "User: jane is not authorized to perform: iam:GetRole");

        for (String line : new String[] {"start acme", "stop acme", "url acme --as-caller"}) {
            refused(
                    ExitCode.NOT_FOUND,
                    "found no notebooks of tenant acme in us-east-1; give its home region with --region",
                    line);
        }
        refused(
                ExitCode.REFUSED,
                "if the home region of tenant acme is not us-east-1, give it with --region",
                "url acme");
        shell.run("url acme --region eu-west-1").done();
    }

    @Test
    void everythingForeignIsNamedAtOnce() {
        foreign("role", "acme--access");
        foreign("user", "acme--owner");

        assertThat(refused(
                                ExitCode.CONFLICT,
                                "IAM role acme--access is not managed by tenant-admin",
                                "create-tenant acme")
                        .err())
                .contains("IAM user acme--owner is not managed by tenant-admin");
    }

    private void foreign(String type, String name) {
        IamClient iam = shell.iam();
        String path = "/elsewhere/";
        switch (type) {
            case "role" -> iam.createRole(r -> r.roleName(name).path(path).assumeRolePolicyDocument(TRUST));
            case "user" -> iam.createUser(r -> r.userName(name).path(path));
            case "group" -> iam.createGroup(r -> r.groupName(name).path(path));
            case "policy" -> iam.createPolicy(r -> r.policyName(name).path(path).policyDocument(POLICY));
            default -> {
                String role = iam.createRole(r -> r.roleName("theirs").assumeRolePolicyDocument(TRUST))
                        .role()
                        .arn();
                shell.sagemaker()
                        .createNotebookInstance(r -> r.notebookInstanceName(name)
                                .instanceType("ml.t3.medium")
                                .roleArn(role));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create-tenant acme",
                "delete-tenant acme --yes",
                "describe-tenant acme",
                "start acme",
                "stop acme",
                "url acme"
            })
    void anExplicitRegionThatIsNotTheHomeRegion(String args) {
        made("create-tenant acme");

        refused(
                ExitCode.CONFLICT,
                "the home region of tenant acme is us-east-1, not eu-west-1",
                (args + " --region eu-west-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-tenant acme", "create-tenant acme --dry-run", "delete-tenant acme --yes"})
    void aNewerRevision(String args) {
        made("create-tenant acme");
        shell.iam()
                .tagPolicy(r -> r.policyArn(policy("acme--boundary"))
                        .tags(Tag.builder().key("revision").value("99").build()));

        refused(ExitCode.CONFLICT, "tenant acme has revision 99", args);
    }

    private String policy(String name) {
        return "arn:aws:iam::%s:policy/tenant-admin/us-east-1/acme/%s".formatted(Shell.ACCOUNT, name);
    }

    @Test
    void whatSageMakerCannotChange() {
        made("create-tenant acme --volume-size 20");
        String network = "--subnet=subnet-1 --security-group=sg-1";
        String key = "--kms-key=12345678-1234-1234-1234-123456789012";

        refused(
                ExitCode.CONFLICT,
                "volume size in GB of notebook instance acme--main is 20 and cannot be changed to 10",
                "create-tenant acme --volume-size 10");
        refused(
                ExitCode.CONFLICT,
                "subnet of notebook instance acme--main is none and cannot be changed to subnet-1",
                ("create-tenant acme " + network));
        refused(
                ExitCode.CONFLICT,
                "KMS key of notebook instance acme--main is none and cannot be changed to 12345678-",
                ("create-tenant acme " + key));

        made(("create-tenant beta " + network + " " + key));
        refused(
                ExitCode.CONFLICT,
                "subnet of notebook instance beta--main is subnet-1 and cannot be changed to subnet-2",
                "create-tenant beta --subnet subnet-2 --security-group sg-1");
        refused(
                ExitCode.CONFLICT,
                "security groups of notebook instance beta--main is sg-1 and cannot be changed to sg-2",
                "create-tenant beta --subnet subnet-1 --security-group sg-2");
        refused(
                ExitCode.CONFLICT,
                "KMS key of notebook instance beta--main is 12345678-1234",
                "create-tenant beta --kms-key 87654321-1234-1234-1234-123456789012");
    }

    @Test
    void noUsersOnATenantThatHasThem() {
        made("create-tenant acme");

        refused(ExitCode.INVALID_INPUT, "was made with users", "create-tenant acme --no-users");
    }

    @Test
    void expiredCredentials() {
        IamClient iam = shell.iam();
        String arn = iam.createRole(r -> r.roleName("admin")
                        .assumeRolePolicyDocument(TRUST.replace(
                                "\"Service\": \"sagemaker.amazonaws.com\"", "\"AWS\": \"" + Shell.ACCOUNT + "\"")))
                .role()
                .arn();
        shell.signIn(shell.sts()
                .assumeRole(r -> r.roleArn(arn).roleSessionName("jane"))
                .credentials());
        shell.clock.pass(Duration.ofHours(2));

        for (String args : new String[] {
            "create-tenant acme",
            "delete-tenant acme --yes",
            "describe-tenant acme",
            "list-tenants",
            "stop acme",
            "url acme"
        }) {
            refused(ExitCode.CREDENTIALS, "AWS does not accept the credentials (ExpiredToken): " + EXPIRED, args);
        }
    }

    @Test
    void accessDeniedNamesTheAction() {
        String denied = "User: arn:aws:iam::123456789012:user/jane is not authorized to perform: %s on resource: *";
        shell.door.refuse("ListPolicies", 403, "AccessDenied", denied.formatted("iam:ListPolicies"));
        shell.door.refuse(
                "GetAccountAuthorizationDetails",
                403,
                "AccessDenied",
                denied.formatted("iam:GetAccountAuthorizationDetails"));
        shell.door.refuse("GetRole", 403, "AccessDenied", denied.formatted("iam:GetRole"));
        shell.door.refuse(
                "ListNotebookInstances",
                400,
                "AccessDeniedException",
                denied.formatted("sagemaker:ListNotebookInstances"));

        Map.of(
                        "create-tenant acme", "ListPolicies",
                        "delete-tenant acme --yes", "GetAccountAuthorizationDetails",
                        "list-tenants", "ListPolicies")
                .forEach((args, action) -> {
                    Ran ran = refused(ExitCode.REFUSED, "access denied, iam:" + action + " is missing: User: ", args);
                    assertThat(ran.err()).contains("(request id 11111111-2222-3333-4444-555555555555)");
                });
        refused(ExitCode.REFUSED, "access denied, sagemaker:ListNotebookInstances is missing", "stop acme");
    }

    @Test
    void accessDeniedHalfwayTellsWhatIsDone() {
        shell.door.refuse(
                "CreateGroup", 403, "AccessDenied", "User: jane is not authorized to perform: iam:CreateGroup");

        Ran ran = shell.run("create-tenant acme")
                .refused(
                        ExitCode.REFUSED,
                        "creating IAM group acme--members failed: access denied, iam:CreateGroup is missing");
        assertThat(ran.err())
                .contains("Already done: IAM policy acme--boundary created, IAM policy acme--access created")
                .contains("When that is mended, run the same command again to continue; this is safe.");

        Map<?, ?> error = shell.run("-q create-tenant acme -o json").error();
        assertThat(error.get("kind")).isEqualTo("refused");
        assertThat(error.get("retryable")).isEqualTo(false);
        assertThat(error.get("requestId")).isEqualTo("11111111-2222-3333-4444-555555555555");
        assertThat(error.get("done")).isEqualTo(List.of());
        assertThat(error.get("exitCode")).isEqualTo(254);
    }

    @Test
    void aLimitOfTheAccount() {
        shell.door.refuse("CreateGroup", 409, "LimitExceeded", "Cannot exceed quota for GroupsPerAccount: 300");

        shell.run("create-tenant acme")
                .refused(ExitCode.REFUSED, "the account has reached a limit: Cannot exceed quota for GroupsPerAccount");
    }

    @Test
    void aNotebookThatEndsInFailed() {
        String reason = "No capacity for ml.p4d.24xlarge \u001b[2J in us-east-1a";
        shell = new Shell(new SandboxSettings(Duration.ofSeconds(1), Duration.ZERO, Map.of("ml.p4d.24xlarge", reason)));
        String shown = "notebook instance acme--main is Failed: No capacity for ml.p4d.24xlarge  [2J in us-east-1a";

        shell.run("create-tenant acme --instance-type ml.p4d.24xlarge").refused(ExitCode.ENDED_IN_FAILED, shown);

        refused(ExitCode.ENDED_IN_FAILED, shown, "create-tenant acme");
        refused(ExitCode.ENDED_IN_FAILED, shown, "url acme");
        shell.run("start acme").refused(ExitCode.ENDED_IN_FAILED, shown);
        shell.run("url acme --start").refused(ExitCode.ENDED_IN_FAILED, shown);
        assertThat(shell.run("describe-tenant acme").done().out())
                .contains("is Failed")
                .doesNotContain("\u001b");
        assertThat(shell.run("-q create-tenant acme -o json").error().get("kind"))
                .isEqualTo("notebook-failed");
        shell.run("delete-tenant acme --yes").done();
    }

    @Test
    void aTransitionThatOutlastsTheTimeout() {
        shell = Shell.slow();

        Ran ran = shell.run("create-tenant acme --timeout 1s")
                .refused(
                        ExitCode.TIMED_OUT,
                        "gave up after 1s waiting for notebook instance acme--main, which is Pending");
        assertThat(ran.err()).contains("Run the same command again to continue; this is safe.");
        refused(ExitCode.TIMED_OUT, "gave up after 30m waiting", "create-tenant acme");

        shell.run("create-tenant acme").done();
        for (String args : new String[] {"stop acme", "url acme --start", "stop acme", "start acme"}) {
            shell.run((args + " --timeout 1s")).refused(ExitCode.TIMED_OUT, "gave up after 1s waiting");
            shell.clock.pass(Duration.ofHours(1));
        }
        Map<?, ?> error = shell.run("-q stop acme --timeout 1s -o json").error();
        assertThat(error.get("kind")).isEqualTo("timed-out");
        assertThat(error.get("retryable")).isEqualTo(true);
    }

    /** AWS lists all that it would have taken. */
    @Test
    void aLongMessageOfAwsIsCutShort() {
        String line = "create-tenant acme --instance-type ml.m5.large";

        Ran ran = shell.run(line);
        assertThat(ran.exit()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(ran.err())
                .contains(
                        "Member must satisfy enum value set: [ml.t2.medium, ",
                        "... (--verbose shows all of it) (request id ")
                .doesNotContain("ml.r7i.large");
        assertThat(shell.run(line + " --verbose").err()).contains("ml.r7i.large");
    }

    @Test
    void aDeletionThatNobodyConfirmed() {
        made("create-tenant acme");

        refused(
                ExitCode.INVALID_INPUT,
                "no terminal to ask for confirmation: add --yes to delete acme",
                "delete-tenant acme");

        SortedSet<String> before = shell.contents();
        for (String typed : new String[] {"", "yes", "acm", "ACME", "acme acme"}) {
            Ran ran = shell.type(typed, "delete-tenant acme");
            assertThat(ran.exit()).isEqualTo(252);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err())
                    .contains(
                            "This deletes tenant acme in us-east-1 of account 123456789012, its users with all their credentials: acme--owner, with all data on the volumes of acme--main",
                            "You are arn:aws:iam::123456789012:user/administrator.",
                            "tenant-admin: not confirmed: nothing was deleted");
        }
        assertThat(shell.contents()).isEqualTo(before);

        shell.type("acme", "delete-tenant acme").done();
        assertThat(shell.contents()).isEmpty();
    }

    @Test
    void aNotebookThatDoesNotRunHasNoUrl() {
        made("create-tenant acme");
        made("stop acme");

        refused(
                ExitCode.CONFLICT,
                "notebook instance acme--main is Stopped, not InService; --start starts it and waits",
                "url acme");
    }

    @Test
    void aUrlOfOneAmongSeveralNotebooks() {
        made("create-tenant acme --notebook lab,batch");

        refused(
                ExitCode.INVALID_INPUT,
                "tenant acme has several notebooks and none is named main: give one of batch, lab",
                "url acme");
    }

    @Test
    void whatAdministratorsHungOnTheTenantIsInTheWayOfItsDeletion() {
        made("create-tenant acme");
        shell.iam().createUser(r -> r.userName("jane"));
        shell.iam().attachUserPolicy(r -> r.userName("jane").policyArn(policy("acme--access")));

        refused(
                ExitCode.CONFLICT,
                "use of IAM policy acme--access by user jane is not managed by tenant-admin: detach it there first",
                "delete-tenant acme --yes");

        shell.iam().detachUserPolicy(r -> r.userName("jane").policyArn(policy("acme--access")));
        shell.run("delete-tenant acme --yes").done();
    }

    @Test
    void whatNobodyForesawIsADefectWithoutAStackTrace() {
        shell.door.refuse("ListPolicies", 400, "SomethingNew", "AWS\u009b has thought of something");

        refused(ExitCode.REFUSED, "AWS refused (SomethingNew): AWS  has thought of something", "create-tenant acme");
    }
}
