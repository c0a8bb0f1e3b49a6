package dev.tenantadmin.command.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.lifecycle.backend.ForeignResources;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                        "Secrets",
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

    private static final String DEPLOY =
            "deploy acme fraud -q --image 763104351884.dkr.ecr.us-east-1.amazonaws.com/xgboost:1.7-1";

    /** Status by control, of the resources whose title holds this. */
    private static Map<String, String> of(Ran ran, String resource) {
        return Ran.objects(ran.json(), "checks").stream()
                .filter(check -> String.valueOf(check.get("resource")).contains(resource))
                .collect(Collectors.toMap(
                        check -> String.valueOf(check.get("control")), check -> String.valueOf(check.get("status"))));
    }

    @Test
    void whatIsDeployedIsLookedAt() {
        shell.run("create-tenant acme -q").done();
        shell.run(DEPLOY + " --no-network-isolation").done();

        Ran ran = shell.run("audit acme -o json");

        assertThat(of(ran, "model acme--fraud--"))
                .isEqualTo(Map.of("SageMaker.5", "fail", "SageMaker.16", "information", "Secrets", "pass"));
        assertThat(of(ran, "endpoint configuration acme--fraud--"))
                .isEqualTo(Map.of("SageMaker.4", "fail", "EndpointKey", "fail"));
    }

    @Test
    void whatIsDeployedWellPassesAndInformationIsNoFailure() {
        shell.run("create-tenant acme -q --subnet subnet-0123456789abcdef0 --security-group sg-0123456789abcdef0"
                        + " --kms-key 1234abcd-12ab-34cd-56ef-1234567890ab")
                .done();
        shell.run(DEPLOY + " --instances 2").done();

        Ran ran = shell.run("audit acme -o json").done();

        assertThat(of(ran, "model acme--fraud--"))
                .isEqualTo(Map.of("SageMaker.5", "pass", "SageMaker.16", "information", "Secrets", "pass"));
        assertThat(of(ran, "endpoint configuration acme--fraud--"))
                .isEqualTo(Map.of("SageMaker.4", "pass", "EndpointKey", "pass"));
        assertThat(shell.run("audit acme").done().out()).startsWith("All controls pass");
    }

    @Test
    void aServerlessEndpointHasNoInstances() {
        shell.run("create-tenant acme -q").done();
        shell.run(DEPLOY + " --serverless 2048 --no-network-isolation").done();

        assertThat(of(shell.run("audit acme -o json"), "endpoint configuration acme--fraud--"))
                .isEqualTo(Map.of("SageMaker.4", "not applicable", "EndpointKey", "not applicable"));
    }

    @Test
    void jobsThatRunAreLookedAt() {
        shell.run("create-tenant acme -q").done();
        ForeignResources.ofWork(shell.sagemaker());

        Ran ran = shell.run("audit acme -o json");

        assertThat(of(ran, "training job"))
                .containsEntry("JobIsolation", "fail")
                .containsEntry("JobKeys", "fail")
                .containsEntry("Secrets", "pass")
                .containsKey("JobTraffic");
        assertThat(of(ran, "processing job")).containsEntry("JobIsolation", "fail");
        assertThat(of(ran, "transform job")).containsEntry("JobIsolation", "not applicable");
    }

    /** Of other tenants' things, and of what has ended, nothing is told. */
    @Test
    void onlyTheTenantsOwnIsLookedAt() {
        shell.run("create-tenant acme -q").done();
        shell.run("create-tenant acme-west -q").done();
        shell.run(DEPLOY.replace("acme", "acme-west")).done();

        assertThat(of(shell.run("audit acme -o json"), "fraud")).isEmpty();
        assertThat(of(shell.run("audit acme-west -o json"), "model")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DB_PASSWORD=hunter2-hunter2 | variable DB_PASSWORD: named like a secret",
                "API_KEY=0123456789abcdef | variable API_KEY: named like a secret",
                "WHO=AKIAIOSFODNN7EXAMPLE | variable WHO: an AWS access key id",
                "URL=https://jane:s3cret@example.com/ | variable URL: a password in an address",
                "HF=hf_abcdefghijklmnopqrstuvwxyzabcdef | variable HF: a Hugging Face token",
            })
    void aSecretInAVariableIsToldAndNotShown(String variable, String found) {
        shell.run("create-tenant acme -q").done();
        shell.run(DEPLOY + " --env " + variable.strip()).done();

        Ran ran = shell.run("audit acme");

        assertThat(ran.out()).contains(found);
        assertThat(ran.out() + ran.err()).doesNotContain(variable.strip().split("=", 2)[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DB_PASSWORD=arn:aws:secretsmanager:us-east-1:123456789012:secret:db",
                "TOKEN=",
                "MAX_TOKENS=4096",
                "TOKENIZER=bert-base-uncased",
                "SECRET=$FROM_ELSEWHERE",
                "MODE=production"
            })
    void whatOnlyLooksSoIsNone(String variable) {
        shell.run("create-tenant acme -q").done();
        shell.run(DEPLOY + " --env " + variable).done();

        assertThat(of(shell.run("audit acme -o json"), "model acme--fraud--")).containsEntry("Secrets", "pass");
    }

    @Test
    void aSecretInTheStartScriptIsTold(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("start.sh"), """
                #!/bin/bash
                export TOKEN="$(aws secretsmanager get-secret-value --secret-id t --query SecretString)"
                export PIP_PASSWORD=correct-horse-9
                curl -H "Authorization: Bearer ghp_abcdefghijklmnopqrstuvwxyz0123456789" https://example.com
                """);
        shell.run("create-tenant", "acme", "-q", "--on-start", script.toString())
                .done();

        Ran ran = shell.run("audit acme -o json");

        assertThat(of(ran, "lifecycle config acme--setup")).isEqualTo(Map.of("Secrets", "fail"));
        assertThat(ran.out())
                .contains(": named like a secret", ": a GitHub token")
                .doesNotContain("correct-horse", "ghp_abc");
        shell.run("create-tenant", "acme", "-q", "--on-start", "none", "--idle-stop", "2h", "--on-create", script + "")
                .done();
        assertThat(of(shell.run("audit acme -o json"), "lifecycle config acme--setup"))
                .isEqualTo(Map.of("Secrets", "fail"));
        shell.run("create-tenant acme -q --on-create none").done();
        assertThat(of(shell.run("audit acme -o json"), "lifecycle config acme--setup"))
                .isEqualTo(Map.of("Secrets", "pass"));
    }
}
