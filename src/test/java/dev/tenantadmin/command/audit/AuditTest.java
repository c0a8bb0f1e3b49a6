package dev.tenantadmin.command.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AuditTest {

    private static final String EVERYTHING = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""";

    private final Shell shell = new Shell();

    /** Control and resource of all that have this status. */
    private static Map<String, String> with(Ran ran, String status) {
        return Ran.objects(ran.json(), "checks").stream()
                .filter(check -> status.equals(check.get("status")))
                .collect(Collectors.toMap(
                        check -> String.valueOf(check.get("control")),
                        check -> String.valueOf(check.get("resource")),
                        (one, other) -> one));
    }

    @Test
    void aTenantInASubnetWithAKeyPasses() {
        shell.run("create-tenant acme -q --subnet subnet-0123456789abcdef0 --security-group sg-0123456789abcdef0"
                        + " --kms-key 1234abcd-12ab-34cd-56ef-1234567890ab")
                .done();

        Ran ran = shell.run("audit -o json").done();

        assertThat(with(ran, "fail")).isEmpty();
        assertThat(with(ran, "pass"))
                .containsOnlyKeys(
                        "SageMaker.1",
                        "SageMaker.2",
                        "SageMaker.3",
                        "SageMaker.8",
                        "SageMaker.21",
                        "IMDSv2",
                        "IAM.1",
                        "IAM.2",
                        "IAM.21",
                        "Settings");
        assertThat(with(ran, "not applicable")).containsOnlyKeys("IAM.3", "IAM.5", "IAM.19", "IAM.22");
    }

    @Test
    void aPlainTenantLacksNetworkAndKey() {
        shell.run("create-tenant acme -q").done();

        Ran ran = shell.run("audit acme");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .startsWith("3 of ")
                .containsPattern(
                        "acme +SageMaker\\.1 +fail +notebook instance acme--main +DirectInternetAccess +Enabled")
                .containsPattern("SageMaker\\.21 .*the notebook made anew");
        assertThat(with(shell.run("audit acme -o json"), "fail"))
                .containsOnlyKeys("SageMaker.1", "SageMaker.2", "SageMaker.21");
    }

    @Test
    void fixMendsAStoppedNotebookAndLeavesItStopped() {
        loosen();

        Ran ran = shell.run("audit acme --fix -o json");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(with(ran, "fail")).containsOnlyKeys("SageMaker.1", "SageMaker.2", "SageMaker.21");
        assertThat(Ran.objects(ran.json(), "changes"))
                .singleElement()
                .satisfies(change ->
                        assertThat(change).containsEntry("name", "acme--main").containsEntry("result", "updated"));
        assertThat(shell.status("acme--main")).isEqualTo("Stopped");
    }

    @Test
    void fixLeavesARunningNotebookUnlessAsked() {
        loosen();
        shell.run("start acme -q").done();
        shell.door.forget();

        Ran left = shell.run("audit acme --fix");

        assertThat(left.exit()).isEqualTo(1);
        assertThat(left.out()).contains("unchanged: it is running; add --restart");
        assertThat(shell.door.writes()).isEmpty();
        assertThat(with(shell.run("audit acme --fix --restart -o json"), "fail"))
                .doesNotContainKeys("SageMaker.3", "IMDSv2");
        assertThat(shell.status("acme--main")).isEqualTo("InService");
    }

    private void loosen() {
        shell.run("create-tenant acme -q").done();
        shell.run("stop acme -q").done();
        shell.sagemaker()
                .updateNotebookInstance(r -> r.notebookInstanceName("acme--main")
                        .rootAccess("Enabled")
                        .instanceMetadataServiceConfiguration(c -> c.minimumInstanceMetadataServiceVersion("1")));
        shell.clock.pass(Duration.ofSeconds(2));
        assertThat(with(shell.run("audit acme -o json"), "fail")).containsKeys("SageMaker.3", "IMDSv2");
    }

    @Test
    void policiesThatAllowTooMuchFailAndOursAreMended() {
        shell.run("create-tenant acme -q").done();
        shell.iam()
                .putRolePolicy(r ->
                        r.roleName("acme--execution").policyName("execution").policyDocument(EVERYTHING));
        shell.iam()
                .putUserPolicy(r -> r.userName("acme--owner").policyName("more").policyDocument(EVERYTHING));

        assertThat(with(shell.run("audit -o json"), "fail")).containsKeys("IAM.1", "IAM.2", "IAM.21");
        Ran fixed = shell.run("audit --fix -o json");

        assertThat(Ran.objects(fixed.json(), "changes"))
                .extracting(change -> change.get("name"))
                .isEqualTo(List.of("execution of role acme--execution"));
        assertThat(with(fixed, "fail"))
                .containsEntry("IAM.1", "inline policy more of user acme--owner")
                .containsEntry("IAM.2", "IAM user acme--owner");
    }

    /** No statement of it says "*" or "service:*". */
    @Test
    void aPolicyFailsByWhatItAllowsHoweverThatIsWritten() {
        shell.run("create-tenant acme -q").done();
        shell.iam()
                .putUserPolicy(r -> r.userName("acme--owner").policyName("more").policyDocument("""
                        {"Version": "2012-10-17", "Statement": [
                         {"Effect": "Allow", "NotAction": "iam:?*", "Resource": "arn:aws:*:*:*:*"},
                         {"Effect": "Allow", "Action": ["iam:?", "iam:??*"], "Resource": "arn:aws:*:*:*:*"}]}"""));

        assertThat(shell.run("audit acme").out())
                .containsPattern("IAM\\.1 +fail +inline policy more of user acme--owner .*allows \\* on \\*")
                .containsPattern("IAM\\.21 +fail +inline policy more of user acme--owner .*allows \\* on arn:aws");
    }

    /** IAM encodes documents, and what stands in them may look encoded once more. */
    @Test
    void aPercentSignInAPolicyIsOne() {
        shell.run("create-tenant acme -q").done();
        shell.iam()
                .putUserPolicy(r -> r.userName("acme--owner").policyName("more").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*",
                         "Resource": "arn:aws:s3:::lake/100%/a%20b/x+y"}}"""));

        assertThat(shell.run("audit acme").out()).contains("allows s3:* on arn:aws:s3:::lake/100%/a%20b/x+y");
        assertThat(shell.run("verify acme").exit()).isEqualTo(1);
    }

    @Test
    void credentialsAgeAndNeedMfa() {
        shell.run("create-tenant acme -q").done();
        shell.iam().createAccessKey(r -> r.userName("acme--owner"));
        shell.iam().createLoginProfile(r -> r.userName("acme--owner").password("Password-1234"));

        assertThat(with(shell.run("audit -o json"), "pass")).containsKeys("IAM.3", "IAM.22");
        assertThat(with(shell.run("audit -o json"), "fail")).containsKeys("IAM.5", "IAM.19");
        shell.clock.pass(Duration.ofDays(46));
        assertThat(with(shell.run("audit -o json"), "fail"))
                .containsKeys("IAM.22")
                .doesNotContainKey("IAM.3");
        shell.clock.pass(Duration.ofDays(45));
        assertThat(with(shell.run("audit -o json"), "fail")).containsKeys("IAM.3");
    }

    @Test
    void badInput() {
        assertThat(shell.run("audit").done().out()).isEqualTo("There are no tenants.\n");
        shell.run("audit nobody").refused(ExitCode.NOT_FOUND, "there is no tenant nobody");
        shell.run("audit --restart").refused(ExitCode.INVALID_INPUT, "--restart requires --fix");
    }
}
