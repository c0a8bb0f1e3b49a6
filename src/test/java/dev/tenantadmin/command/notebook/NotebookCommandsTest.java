package dev.tenantadmin.command.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.model.Credentials;

/** url, start and stop. */
class NotebookCommandsTest {

    private static final String ACCESS_ROLE = "arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme/acme--access";

    private final Shell shell = new Shell();

    @BeforeEach
    void createTenant() {
        shell.run("create-tenant acme --notebook main,lab").done();
        shell.door.forget();
    }

    private AccessKey keyOfOwner() {
        return shell.iam().createAccessKey(r -> r.userName("acme--owner")).accessKey();
    }

    private List<Map<String, String>> assumed() {
        return shell.door.sent().stream()
                .filter(sent -> sent.operation().equals("AssumeRole"))
                .map(sent -> Map.of(
                        "RoleArn", field(sent.body(), "RoleArn"),
                        "RoleSessionName", field(sent.body(), "RoleSessionName"),
                        "SourceIdentity", field(sent.body(), "SourceIdentity")))
                .toList();
    }

    private static String field(String form, String name) {
        return List.of(form.split("&", -1)).stream()
                .filter(field -> field.startsWith(name + "="))
                .map(field -> URLDecoder.decode(field.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    @Test
    void aUrlIsTheOneLineOnStandardOutput() {
        assertThat(shell.run("url acme").done())
                .satisfies(ran -> assertThat(ran.out())
                        .matches("https://acme--main-\\w+\\.notebook\\.us-east-1\\.sagemaker\\.aws\\?authToken=\\w+\n"))
                .extracting(Ran::err)
                .isEqualTo("");
        assertThat(shell.run("url acme lab").done().out()).startsWith("https://acme--lab-");
        assertThat(shell.run("url acme lab -o json").done().json())
                .containsOnlyKeys("schemaVersion", "notebook", "url")
                .containsEntry("notebook", "acme--lab");
    }

    @Test
    void theOnlyNotebookNeedsNoName() {
        shell.run("create-tenant beta --notebook lab").done();

        assertThat(shell.run("url beta").done().out()).startsWith("https://beta--lab-");
    }

    @Test
    void aNotebookWhoseNameIsNoneOfOursIsLeftAlone() {
        shell.sagemaker()
                .createNotebookInstance(r -> r.notebookInstanceName("acme--GPU")
                        .instanceType("ml.t3.medium")
                        .roleArn("arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme/acme--execution"));
        shell.clock.pass(Duration.ofMinutes(1));

        assertThat(shell.run("url acme").done().out()).startsWith("https://acme--main-");
        assertThat(shell.run("stop acme").done().out()).contains("acme--lab", "acme--main");
        assertThat(shell.status("acme--GPU")).isEqualTo("InService");
    }

    @ParameterizedTest
    @CsvSource({"30m, 1800", "1h30m, 5400", "12h, 43200"})
    void theSessionLastsAsAsked(String duration, String seconds) {
        shell.run("url acme --session-duration " + duration).done();

        assertThat(shell.door.sent())
                .anySatisfy(
                        sent -> assertThat(sent.body()).contains("\"SessionExpirationDurationInSeconds\":" + seconds));
    }

    @Test
    void aUrlCarriesTheRightsOfTheAccessRoleAndTheNameOfThePerson() {
        shell.run("url acme").done();

        assertThat(assumed())
                .containsExactly(Map.of(
                        "RoleArn", ACCESS_ROLE, "RoleSessionName", "administrator", "SourceIdentity", "administrator"));
        assertThat(shell.door.operations()).containsSubsequence("AssumeRole", "CreatePresignedNotebookInstanceUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url TENANT",
                "url TENANT --as-caller",
                "url TENANT lab --start",
                "start TENANT",
                "start TENANT lab",
                "stop TENANT",
                "stop TENANT lab --no-wait",
                "credentials TENANT"
            })
    void aRegionThatIsGivenIsBelievedUntilAwsRefuses(String line) {
        shell.run("create-tenant beta --path-prefix /organisation/ --notebook main,lab")
                .done();
        shell.run("create-tenant gamma --notebook main,lab").done();
        shell.run("suspend gamma").done();

        shell.run(line.replace("TENANT", "beta") + " --region us-east-1").done();
        shell.run(line.replace("TENANT", "acme") + " --region eu-west-1")
                .refused(ExitCode.CONFLICT, "the home region of tenant acme is us-east-1, not eu-west-1");
        shell.run(line.replace("TENANT", "none") + " --region us-east-1")
                .refused(ExitCode.NOT_FOUND, "there is no tenant none");
        if (!line.startsWith("stop")) {
            shell.run(line.replace("TENANT", "gamma") + " --region us-east-1")
                    .refused(ExitCode.CONFLICT, "Tenant gamma is suspended");
        }
    }

    @Test
    void aSuspendedTenantUnderAPathPrefixIsNotStarted() {
        shell.run("create-tenant beta --path-prefix /organisation/").done();
        shell.run("suspend beta").done();

        shell.run("start beta --region us-east-1").refused(ExitCode.CONFLICT, "Tenant beta is suspended");

        assertThat(shell.status("beta--main")).isEqualTo("Stopped");
    }

    @Test
    void whyANotebookDoesNotOpenIsLookedUpWithTheRightsOfTheAccessRole() {
        shell.run("stop acme").done();
        shell.door.forget();

        shell.run("url acme").refused(ExitCode.CONFLICT, "acme--main is Stopped, not InService");

        assertThat(shell.door.operations())
                .containsSubsequence(
                        "AssumeRole",
                        "CreatePresignedNotebookInstanceUrl",
                        "ListNotebookInstances",
                        "DescribeNotebookInstance");
    }

    @Test
    void asCallerAssumesNothing() {
        assertThat(shell.run("url acme --as-caller").done().out()).startsWith("https://acme--main-");
        assertThat(assumed()).isEmpty();
    }

    @Test
    void aUserOfTheTenantNeedsNoRightInIam() {
        shell.signIn(keyOfOwner());
        shell.environment.put("AWS_REGION", "eu-west-1");

        for (String line :
                new String[] {"url acme", "stop acme", "start acme", "stop acme lab", "url acme lab --start"}) {
            shell.door.forget();
            shell.run(line).done();
            assertThat(assumed())
                    .as(line)
                    .containsExactly(Map.of(
                            "RoleArn", ACCESS_ROLE, "RoleSessionName", "acme--owner", "SourceIdentity", "acme--owner"));
            assertThat(shell.door.operations())
                    .as(line)
                    .isSubsetOf(
                            "GetCallerIdentity",
                            "AssumeRole",
                            "ListNotebookInstances",
                            "DescribeNotebookInstance",
                            "ListTags",
                            "StartNotebookInstance",
                            "StopNotebookInstance",
                            "CreatePresignedNotebookInstanceUrl");
        }
    }

    @Test
    void aSessionOfTheAccessRoleIsUsedAsItIs() {
        shell.signIn(session());

        shell.run("url acme").done();
        shell.run("stop acme main").done();

        assertThat(assumed()).isEmpty();
        assertThat(shell.status("acme--main")).isEqualTo("Stopped");
    }

    private Credentials session() {
        return shell.sts()
                .assumeRole(r -> r.roleArn(ACCESS_ROLE).roleSessionName("jane").sourceIdentity("jane"))
                .credentials();
    }

    @Test
    void aSourceIdentityThatIsSetIsKept() {
        String arn = shell.iam()
                .createRole(r -> r.roleName("ops").assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                         "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"], "Principal": {"AWS": "123456789012"}}]}"""))
                .role()
                .arn();
        shell.iam()
                .putRolePolicy(r -> r.roleName("ops").policyName("everything").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        shell.signIn(shell.sts()
                .assumeRole(r -> r.roleArn(arn).roleSessionName("session-1").sourceIdentity("jane"))
                .credentials());
        // Whoever creates a tenant may become its access role.
        shell.run("create-tenant beta").done();
        shell.door.forget();

        shell.run("url beta").done();

        assertThat(assumed())
                .extracting(call -> call.get("RoleSessionName") + " " + call.get("SourceIdentity"))
                .containsExactly("session-1 session-1", "session-1 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url acme",
                "url acme -v",
                "-v url acme --start",
                "url acme --as-caller -v",
                "url acme -v -o json"
            })
    void noSecretIsPrintedButTheUrl(String line) {
        shell.run("stop acme").done();
        String command = line.contains("--start") ? line : line + " --start";
        AccessKey key = keyOfOwner();
        Credentials session = session();

        shell.signIn(key);
        assertNoSecret(shell.run(command), key.secretAccessKey(), key.accessKeyId());
        shell.signIn(session);
        assertNoSecret(shell.run(command), session.secretAccessKey(), session.sessionToken(), session.accessKeyId());
    }

    private static void assertNoSecret(Ran ran, String... secrets) {
        ran.done();
        String rest = ran.out().replaceFirst("https://\\S+authToken=\\w+", "");
        assertThat(rest + ran.err())
                .doesNotContain(secrets)
                .doesNotContain("authToken", "https://", "ASIA", "AKIA", "SANDBOX");
    }

    @Test
    void verboseShowsEveryCall() {
        Ran ran = shell.run("url acme -v").done();

        assertThat(ran.err().lines())
                .hasSize(shell.door.sent().size())
                .allSatisfy(line -> assertThat(line).matches("\\w+ \\w+: ok, \\d+ ms [0-9a-f-]{36}"))
                .anySatisfy(line -> assertThat(line).startsWith("SageMaker CreatePresignedNotebookInstanceUrl: ok"));
        assertThat(shell.run("url nobody -v").err())
                .contains("Iam GetRole: NoSuchEntity, ", "tenant-admin: there is no");
    }

    @Test
    void stopAndStart() {
        assertThat(shell.run("stop acme").done().out()).isEqualTo("""
                notebook instance acme--lab: stopped, is Stopped
                notebook instance acme--main: stopped, is Stopped
                """);
        assertThat(shell.run("start acme lab").done().out())
                .isEqualTo("notebook instance acme--lab: started, is InService\n");
        assertThat(shell.status("acme--main")).isEqualTo("Stopped");
        assertThat(shell.run("start acme -o json").done().list("notebooks"))
                .containsExactly(
                        Map.of("name", "acme--lab", "result", "unchanged", "status", "InService"),
                        Map.of("name", "acme--main", "result", "started", "status", "InService"));
        assertThat(shell.run("stop acme main --no-wait").done().out())
                .isEqualTo("notebook instance acme--main: stopped, is Stopping\n");
    }

    @Test
    void aTenantWithoutNotebooks() {
        shell.run("stop acme").done();
        for (String name : new String[] {"acme--lab", "acme--main"}) {
            shell.sagemaker().deleteNotebookInstance(r -> r.notebookInstanceName(name));
        }
        shell.clock.pass(Duration.ofSeconds(1));

        assertThat(shell.run("stop acme").done().out()).isEqualTo("tenant acme has no notebooks\n");
        shell.run("url acme").refused(ExitCode.NOT_FOUND, "tenant acme has no notebooks");
    }
}
