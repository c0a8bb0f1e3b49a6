package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a data scientist sees, who has the tenant's credentials and no others; the sandbox lets nobody do what IAM would not. */
class TenantsOwnCommandsTest {

    private static final String ACCESS_ROLE = "arn:aws:iam::123456789012:role/tenant-admin/eu-west-1/acme/acme--access";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
             "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"], "Principal": {"AWS": "123456789012"}}]}""";

    private final Shell shell = new Shell();

    /** With what a person of the tenant may come. */
    enum Sign {
        KEY,
        ACCESS_ROLE_SESSION,
        TRUSTED_ROLE_SESSION,
        NOTEBOOK;

        void in(Shell shell) {
            in(shell, "eu-west-1");
        }

        void in(Shell shell, String region) {
            String accessRole = ACCESS_ROLE.replace("eu-west-1", region);
            switch (this) {
                case KEY ->
                    shell.signIn(shell.iam()
                            .createAccessKey(r -> r.userName("acme--alice"))
                            .accessKey());
                case ACCESS_ROLE_SESSION ->
                    shell.signIn(shell.sts()
                            .assumeRole(r -> r.roleArn(accessRole)
                                    .roleSessionName("jane")
                                    .sourceIdentity("jane"))
                            .credentials());
                case TRUSTED_ROLE_SESSION -> trusted(shell, accessRole);
                case NOTEBOOK -> shell.signIn(shell.notebookCredentials(region, "acme--main"));
            }
        }

        /** A role of the organisation that may become the access role and nothing else. */
        private static void trusted(Shell shell, String accessRole) {
            String arn = shell.iam()
                    .createRole(r -> r.roleName("scientists").assumeRolePolicyDocument(TRUST))
                    .role()
                    .arn();
            shell.iam()
                    .putRolePolicy(
                            r -> r.roleName("scientists").policyName("acme").policyDocument("""
                            {"Version": "2012-10-17", "Statement": {"Effect": "Allow",
                             "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"], "Resource": "%s"}}""".formatted(accessRole)));
            shell.iam().updateAssumeRolePolicy(r -> r.roleName("acme--access").policyDocument("""
                            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                             "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"], "Principal": {"AWS": "123456789012"},
                             "Condition": {"ArnLike": {"aws:PrincipalArn": "%s"}}}]}""".formatted(arn)));
            shell.signIn(shell.sts()
                    .assumeRole(r -> r.roleArn(arn).roleSessionName("jane"))
                    .credentials());
        }
    }

    @BeforeEach
    void createTenants() {
        shell.run("create-tenant acme --user alice --region eu-west-1").done();
        shell.run("create-tenant other").done();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NOTEBOOK"})
    void whoIsOfTheTenantOpensStartsAndStops(Sign sign) {
        sign.in(shell);
        shell.environment.put("AWS_REGION", "eu-west-1");

        assertThat(shell.run("url acme").done().out()).startsWith("https://acme--main-");
        assertThat(shell.run("stop acme").done().out())
                .isEqualTo("notebook instance acme--main: stopped, is Stopped\n");
        shell.run("url acme").refused(ExitCode.CONFLICT, "is Stopped, not InService; --start starts it");
        assertThat(shell.run("start acme").done().out())
                .isEqualTo("notebook instance acme--main: started, is InService\n");
        assertThat(shell.run("stop acme main -o json").done().list("notebooks"))
                .containsExactly(Map.of("name", "acme--main", "result", "stopped", "status", "Stopped"));
        assertThat(shell.run("url acme --start").done().out()).startsWith("https://acme--main-");
    }

    @Test
    void whoIsTrustedAndNoAdministratorBecomesTheAccessRole() {
        Sign.TRUSTED_ROLE_SESSION.in(shell);
        shell.environment.put("AWS_REGION", "eu-west-1");

        for (String line : new String[] {"stop acme", "start acme", "url acme"}) {
            shell.door.forget();
            shell.run(line).done();
            assertThat(shell.door.operations()).as(line).contains("AssumeRole");
            assertThat(shell.door.sent())
                    .as(line)
                    .filteredOn(sent -> sent.operation().equals("AssumeRole"))
                    .last()
                    .satisfies(sent -> assertThat(sent.body()).contains("RoleSessionName=jane", "SourceIdentity=jane"));
        }
    }

    @Test
    void anAdministratorStartsAndStopsWithTheirOwnRights() {
        shell.run("stop acme").done();
        shell.run("start acme").done();

        assertThat(shell.door.operations()).doesNotContain("AssumeRole");
    }

    /** Only a user's own ARN tells the home region; who was handed the whole line has it anyway. */
    @Test
    void theWrongRegionIsToldWithWhatToDo() {
        Sign.TRUSTED_ROLE_SESSION.in(shell);
        for (String line : new String[] {"url acme", "credentials acme"}) {
            shell.run(line)
                    .refused(
                            ExitCode.REFUSED,
                            "access denied, sts:AssumeRole is missing: ",
                            "; if the home region of tenant acme is not us-east-1, give it with --region");
        }
        shell.run("start acme")
                .refused(
                        ExitCode.REFUSED,
                        "; if the home region of tenant acme is not us-east-1, give it with --region");
        shell.run("url acme --region eu-west-1").done();
        shell.run("start acme --region eu-west-1").done();
    }

    @Test
    void inTheAccessRoleTheWrongRegionShowsNothing() {
        Sign.ACCESS_ROLE_SESSION.in(shell);

        for (String line : new String[] {"url acme", "start acme", "stop acme"}) {
            shell.run(line)
                    .refused(
                            ExitCode.NOT_FOUND,
                            "found no notebooks of tenant acme in us-east-1; give its home region with --region");
        }
    }

    private static final List<String> ADMINISTRATORS_COMMANDS = List.of(
            "create-tenant acme",
            "create-tenant third --dry-run",
            "delete-tenant acme --yes",
            "describe-tenant acme",
            "list-tenants",
            "url other",
            "start other",
            "stop other",
            "url other --as-caller",
            "credentials other");

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TRUSTED_ROLE_SESSION"})
    void anAdministratorsCommandEndsInOneLineThatSaysWhomToAsk(Sign sign) {
        sign.in(shell);
        SortedSet<String> before = shell.contents();
        String who = switch (sign) {
            case KEY -> "acme--alice";
            case ACCESS_ROLE_SESSION -> "jane";
            default -> "SageMaker";
        };
        String says = who
                + " acts for tenant acme, which is not allowed to do this; ask an administrator of account 123456789012 (request id ";

        for (String line : ADMINISTRATORS_COMMANDS) {
            Ran ran = shell.run(line).refused(ExitCode.REFUSED, "tenant-admin: access denied, ", ": " + says);
            assertThat(ran.err())
                    .as("a call that the walls deny is not called missing")
                    .containsPattern(
                            line.matches("(url|start|stop|credentials) other")
                                    ? "(sts|sagemaker):\\w+ is denied explicitly by an? [a-z -]+: "
                                    : "\\w+:\\w+ is (missing|denied explicitly by an? [a-z -]+): ");
            assertThat(ran.err().lines()).as(line).hasSize(1);
            Map<?, ?> error = shell.run("-q -o json " + line).error();
            assertThat(error.get("kind")).as(line).isEqualTo("refused");
            assertThat(error.get("exitCode")).isEqualTo(254);
            assertThat(error.get("retryable")).isEqualTo(false);
            assertThat(String.valueOf(error.get("message"))).contains("ask an administrator of account 123456789012");
        }
        assertThat(shell.contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"url acme", "start acme", "stop acme", "credentials acme"})
    void whoLeftTheGroupIsToldWhomToAsk(String line) {
        Sign.KEY.in(shell);
        shell.iam().removeUserFromGroup(r -> r.groupName("acme--members").userName("acme--alice"));

        shell.run(line).refused(ExitCode.REFUSED, "acme--alice acts for tenant acme, which is not allowed to do this");
    }
}
