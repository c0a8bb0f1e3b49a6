package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.command.permissions.Operator;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands say of a suspended tenant. */
class SuspendedTenantTest {

    private static final String SENTENCE = "Tenant beta is suspended; 'tenant-admin resume beta' restores access.";
    private static final String ORGANISATIONS = "--permissions-boundary arn:aws:iam::123456789012:policy/organisation";

    @TempDir
    Path folder;

    private final Shell shell = new Shell();

    private void suspend(String options) {
        shell.iam().createPolicy(r -> r.policyName("organisation").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        shell.run(("create-tenant beta " + options).strip()).done();
        shell.run("suspend beta").done();
        shell.door.forget();
    }

    /** The link would carry rights that are denied, and the notebook that it starts would cost money for nobody. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url beta                         |",
                "url beta main --start            |",
                "url beta --as-caller             |",
                "url beta --start --as-caller     |",
                "start beta                       |",
                "start beta main --no-wait        |",
                "credentials beta                 |",
                "credentials beta --format env    |",
                "url beta                         | " + ORGANISATIONS,
                "start beta                       | " + ORGANISATIONS,
                "credentials beta                 | " + ORGANISATIONS,
            })
    void anAdministratorIsTold(String line, String options) {
        suspend(options == null ? "" : options);

        shell.run(line).refused(ExitCode.CONFLICT, SENTENCE);

        assertThat(shell.door.writes()).isEmpty();
        assertThat(shell.status("beta--main")).isEqualTo("Stopped");
        assertThat(shell.run("-o json " + line.replace(" --format env", "")).err())
                .contains("\"kind\" : \"conflict\"", SENTENCE);
        shell.run("resume beta").done();
        shell.run("start beta").done();
        shell.run(line).done();
    }

    @Test
    void whoMayNotReadTheAnchorIsServedAsFarAsAwsAllows() {
        suspend("");
        shell.door.refuse("GetPolicy", 403, "AccessDenied", "User is not authorized to perform: iam:GetPolicy");

        shell.run("start beta").done();

        assertThat(shell.status("beta--main")).isEqualTo("InService");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url beta", "start beta", "stop beta", "credentials beta"})
    void aPersonWithoutRightsToReadIamHearsWhatThatMayBe(String line) {
        suspend("");
        var key = shell.iam().createAccessKey(r -> r.userName("beta--owner")).accessKey();
        shell.signIn(key);
        shell.door.forget();

        shell.run(line).refused(ExitCode.REFUSED, "access denied", "tenant beta may be suspended");

        assertThat(shell.door.operations()).containsExactly("GetCallerIdentity", "AssumeRole", "GetPolicy");
    }

    /** The same person with a right to read policies, which the boundary of a suspended tenant's user would take. */
    @Test
    void whoeverTheRoleAdmitsIsToldAfterTheDenial() {
        shell.iam().createRole(r -> r.roleName("science").assumeRolePolicyDocument(Operator.OPEN));
        shell.iam().putRolePolicy(r -> r.roleName("science").policyName("in").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Resource": "*",
                         "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "iam:GetPolicy", "iam:GetPolicyVersion"]}}"""));
        suspend("--trust arn:aws:iam::123456789012:role/science");
        shell.signIn(shell.sts()
                .assumeRole(
                        r -> r.roleArn("arn:aws:iam::123456789012:role/science").roleSessionName("ada"))
                .credentials());
        shell.door.forget();

        shell.run("url beta").refused(ExitCode.CONFLICT, SENTENCE);

        assertThat(shell.door.operations())
                .containsSubsequence("AssumeRole", "ListNotebookInstances", "GetPolicy", "GetPolicyVersion");
    }

    @Test
    void nobodyPaysForTheQuestionWhoIsLetIn() {
        shell.run("create-tenant beta").done();
        shell.door.forget();

        shell.run("url beta").done();

        assertThat(shell.door.operations())
                .containsExactly("GetCallerIdentity", "GetRole", "AssumeRole", "CreatePresignedNotebookInstanceUrl");
    }

    @Test
    void stopNeedsNoAccess() {
        suspend("");
        shell.sagemaker().startNotebookInstance(r -> r.notebookInstanceName("beta--main"));
        shell.clock.pass(java.time.Duration.ofSeconds(2));

        shell.run("stop beta").done();

        assertThat(shell.status("beta--main")).isEqualTo("Stopped");
    }

    @Test
    void suspendSaysWhomItBlocksAndUntilWhen() {
        shell.run("create-tenant beta").done();

        assertThat(shell.run("suspend beta").done().out())
                .endsWith(
                        "Access is blocked for all users and roles of beta until you run 'tenant-admin resume beta'.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create-tenant beta",
                "create-tenant beta --dry-run",
                "create-tenant beta --dry-run --idle-stop 2h",
                "create-tenant --all",
                "create-tenant --all --dry-run",
                "describe-tenant beta"
            })
    void itIsInTheResult(String line) {
        suspend("");

        assertThat(shell.run(line).done().out())
                .containsOnlyOnce(SENTENCE)
                .doesNotContain("Give its people", "nobody of it");
        Ran json = shell.run("-o json " + line).done();
        assertThat(line.contains("--all") ? json.list("tenants").get(0) : json.json())
                .containsEntry("suspended", true);

        shell.run("resume beta").done();
        assertThat(shell.run(line).done().out()).doesNotContain("suspended");
        Ran after = shell.run("-o json " + line).done();
        assertThat(line.contains("--all") ? after.list("tenants").get(0) : after.json())
                .containsEntry("suspended", false);
    }

    @Test
    void aTenantThatAnEarlierCommandLeftSuspendedIsMadeAndSaidToBeSo() {
        suspend("");

        assertThat(shell.run("create-tenant beta --data-location s3://bucket/beta/")
                        .done()
                        .out())
                .contains("Tenant beta is ready", SENTENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " --dry-run"})
    void applySaysItOfEachTenant(String option) throws IOException {
        suspend("");
        shell.run("create-tenant acme").done();
        String file = Files.writeString(folder.resolve("tenants.yaml"), "tenants: [{name: acme}, {name: beta}]\n")
                .toString();
        String line = "apply -f " + file + option;

        assertThat(shell.run(line).done().out()).containsOnlyOnce(SENTENCE).doesNotContain("Tenant acme");
        List<String> lines = shell.run("-o json " + line).done().out().lines().toList();
        assertThat(lines).anySatisfy(told -> assertThat(told).contains("\"tenant\":\"beta\"", "\"suspended\":true"));
        assertThat(lines).anySatisfy(told -> assertThat(told).contains("\"tenant\":\"acme\"", "\"suspended\":false"));
    }
}
