package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.command.permissions.Operator;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.Tag;

/** What {@code --trust}, {@code --administrator} and {@code --assume-role} take: what can never match, or matches too much, is refused before any write. */
class TrustOptionsTest {

    private static final String IAM = "arn:aws:iam::123456789012:";
    private static final String SSO_PATH = "/aws-reserved/sso.amazonaws.com/eu-west-1/";
    private static final String SSO_ROLE = "AWSReservedSSO_Data.Science_0123456789abcdef";

    private final Shell shell = new Shell();

    private void makeRole(String path, String name) {
        shell.iam().createRole(r -> r.path(path).roleName(name).assumeRolePolicyDocument(Operator.OPEN));
    }

    private Ran create(String option, String value, String... more) {
        List<String> arguments = new ArrayList<>(List.of("create-tenant", "acme", option, value));
        Collections.addAll(arguments, more);
        return shell.run(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "token.actions.githubusercontent.com | repo:* | 252",
                "token.actions.githubusercontent.com | * | 252",
                "token.actions.githubusercontent.com | repo:org* | 252",
                "token.actions.githubusercontent.com | repo:org/r?po:ref:refs/heads/main | 252",
                "token.actions.githubusercontent.com | repo:org/*:environment:prod | 252",
                "token.actions.githubusercontent.com | *:ref:refs/heads/main | 252",
                "token.actions.githubusercontent.com | ?*:ref:refs/heads/main | 252",
                "token.actions.githubusercontent.com | repo:org/repo:* | 0",
                "token.actions.githubusercontent.com | repo:org/repo:ref:refs/heads/main | 0",
                "token.actions.githubusercontent.com | repo:my-org@84790634/my-repo@1304267049:ref:refs/heads/main | 0",
                "token.actions.githubusercontent.com | repo:org/* | 0",
                "token.actions.githubusercontent.com | repo:/* | 252",
                "token.actions.githubusercontent.com | repo:org/** | 252",
                "token.actions.githubusercontent.com | repo:*/* | 252",
                "token.actions.githubusercontent.com | repo:org:* | 252",
                "token.actions.githubusercontent.com | environment:prod:* | 252",
                "token.actions.githubusercontent.com | Repo:org/* | 252",
                "token.actions.githubusercontent.com | repo:${aws:username}/* | 252",
                "Token.Actions.GitHubUserContent.com | repo:* | 252",
                "token.actions.githubusercontent.com/octo | repo:* | 252",
                "token.actions.githubusercontent.com/octo | repo:org/* | 0",
                "gitlab.com | project_path:* | 252",
                "gitlab.com | project_path:group* | 252",
                "gitlab.com | repo:org/* | 252",
                "gitlab.com | project_path:group/* | 0",
                "gitlab.com | project_path:group/project:ref_type:branch:ref:* | 0",
                "gitlab.com | project_path:group/project:ref_type:branch:ref:main | 0",
                "token.example.com/id | * | 252",
                "token.example.com/id | :* | 252",
                "token.example.com/id | /* | 252",
                "token.example.com/id | team* | 252",
                "token.example.com/id | team?/x | 252",
                "token.example.com/id | team:*/x | 252",
                "token.example.com/id | team:* | 0",
                "token.example.com/id | spiffe://example.com/* | 0",
                "token.example.com/id | team | 0",
            })
    void aSubjectLetsInNoStrangers(String issuer, String sub, int exit) {
        Ran ran = create("--trust", IAM + "oidc-provider/" + issuer + ",aud=sts.amazonaws.com,sub=" + sub, "--dry-run");

        assertThat(ran.exit()).as(ran.toString()).isEqualTo(exit);
        if (exit != 0) {
            assertThat(ran.err()).contains("would let in too many");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b{}\"", "é2", "ab\n", "x;y"})
    void anExternalIdThatStsRefusesIsRefused(String id) {
        create("--trust", "arn:aws:iam::111122223333:root,external-id=" + id, "--dry-run")
                .refused(ExitCode.INVALID_INPUT, "must be 2 to 1,224");
    }

    @Test
    void anExternalIdThatIsMissingIsToldAsThat() {
        create("--trust", "arn:aws:iam::111122223333:root,external-id=", "--dry-run")
                .refused(ExitCode.INVALID_INPUT, "is missing: write arn:aws:iam::111122223333:root,external-id=ID");
    }

    @Test
    void anExternalIdThatIsTooLongIsRefused() {
        create("--trust", "arn:aws:iam::111122223333:root,external-id=" + "x".repeat(1225), "--dry-run")
                .refused(ExitCode.INVALID_INPUT, "must be 2 to 1,224");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "plat-42", "a,b", "a,external-id=b", "a,aud=b", ",,", "_+=,.@:/-"})
    void anExternalIdIsTheRestAndComesBackFromTheTags(String id) {
        create("--trust", "arn:aws:iam::111122223333:root,external-id=" + id).done();

        String trust =
                shell.iam().getRole(r -> r.roleName("acme--access")).role().assumeRolePolicyDocument();
        assertThat(URLDecoder.decode(trust.replace("+", "%2B"), StandardCharsets.UTF_8))
                .contains("\"sts:ExternalId\":\"" + id + "\"");
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
    }

    /** As long as the trust policy has room for, and of characters that a tag does not take. */
    @Test
    void aLongExternalIdComesBackFromTheTags() {
        create("--trust", "arn:aws:iam::111122223333:root,external-id=" + ",".repeat(1000))
                .done();

        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
    }

    /** STS takes it, and no trust policy has room for it beside our own statements. */
    @Test
    void theLongestExternalIdIsRefusedBeforeTheFirstWrite() {
        create("--trust", "arn:aws:iam::111122223333:root,external-id=" + ",".repeat(1224))
                .refused(ExitCode.INVALID_INPUT, "the access role's trust policy would have 2,", "than the 2,048");

        assertThat(shell.contents()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--trust | role/science | give arn:aws:iam::123456789012:role/teams/science",
                "--trust | role/other/science | give arn:aws:iam::123456789012:role/teams/science",
                "--trust | role/teams/SCIENCE | give arn:aws:iam::123456789012:role/teams/science",
                "--trust | role/nobody | has no role nobody",
                "--trust | role/" + SSO_ROLE + " | give --trust-sso Data.Science",
                "--trust | role/" + SSO_ROLE + " | its ARN is arn:aws:iam::123456789012:role" + SSO_PATH + SSO_ROLE,
                "--trust | role/AWSReservedSSO_X_0123456789abcdef | give --trust-sso X",
                "--administrator | role/science | give arn:aws:iam::123456789012:role/teams/science",
                "--administrator | role/nobody | has no role nobody",
                "--administrator | role/" + SSO_ROLE + " | give arn:aws:iam::123456789012:role" + SSO_PATH + SSO_ROLE,
            })
    void aRoleOfTheAccountHasToExistAsItIsWritten(String option, String role, String says) {
        makeRole("/teams/", "science");
        makeRole(SSO_PATH, SSO_ROLE);
        var before = shell.contents();

        for (String more : new String[] {"--dry-run", "--no-wait"}) {
            create(option, IAM + role, more).refused(ExitCode.INVALID_INPUT, IAM + role, says);
        }

        assertThat(shell.contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--trust | 123456789012 | science/jane | give arn:aws:iam::123456789012:role/teams/science",
                "--trust | 123456789012 | nobody/jane | has no role nobody",
                "--trust | 123456789012 | " + SSO_ROLE + "/jane@example.com | give --trust-sso Data.Science",
                "--trust | 210987654321 | theirs/jane | give the ARN of the role theirs, which is arn:aws:iam::210987654321:role/theirs unless it has a path",
                "--administrator | 123456789012 | science/jane | give arn:aws:iam::123456789012:role/teams/science",
                "--administrator | 210987654321 | theirs/jane | give the ARN of the role theirs",
            })
    void aSessionOfARoleIsAnsweredWithTheRolesArn(String option, String account, String session, String says) {
        makeRole("/teams/", "science");
        makeRole(SSO_PATH, SSO_ROLE);
        var before = shell.contents();

        create(option, "arn:aws:sts::" + account + ":assumed-role/" + session)
                .refused(ExitCode.INVALID_INPUT, "is a session of a role", says);

        assertThat(shell.contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:role/beta--access",
                "arn:aws:sts::123456789012:assumed-role/beta--access/jane"
            })
    void anotherTenantsRoleIsNeverLetInHoweverItIsWritten(String arn) {
        shell.run("create-tenant beta --no-users").done();

        for (String option : new String[] {"--trust", "--administrator"}) {
            create(option, arn).refused(ExitCode.INVALID_INPUT, option, "is under the path of a tenant");
        }
    }

    @Test
    void aRoleThatIsThereIsTrustedAndLookedAtOnce() {
        makeRole("/teams/", "science");
        makeRole(SSO_PATH, SSO_ROLE);
        shell.door.forget();

        create("--trust", IAM + "role/teams/science", "--trust", IAM + "role" + SSO_PATH + SSO_ROLE)
                .done();

        assertThat(shell.door.sent())
                .filteredOn(sent -> sent.operation().equals("GetRole")
                        && (sent.body().contains("RoleName=science")
                                || sent.body().contains(SSO_ROLE)))
                .hasSize(2);
    }

    /** What is remembered already keeps no later run from its work: a role may be deleted after its trust was given. */
    @Test
    void aRememberedRoleThatIsGoneKeepsNoRunFromItsWork() {
        makeRole("/teams/", "science");
        create("--trust", IAM + "role/teams/science").done();
        shell.iam().deleteRole(r -> r.roleName("science"));

        shell.run("create-tenant acme").done();
        create("--trust", IAM + "role/teams/science").done();
        create("--trust", IAM + "role/teams/science", "--trust", IAM + "role/nobody")
                .refused(ExitCode.INVALID_INPUT, "has no role nobody");
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
        create("--trust", "none").done();
    }

    @Test
    void applyFailsTheTenantWhoseRoleIsNotThere(@TempDir Path directory) throws IOException {
        makeRole("/teams/", "science");
        Path file = Files.writeString(directory.resolve("teams.yaml"), """
                tenants:
                  - {name: acme, no-users: true, trusts: ['arn:aws:iam::123456789012:role/science']}
                  - {name: beta, no-users: true, trusts: ['arn:aws:iam::123456789012:role/teams/science']}
                """);

        Ran ran = shell.run("apply -f " + file);

        assertThat(ran.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(ran.out() + ran.err())
                .contains("give arn:aws:iam::123456789012:role/teams/science", "beta: created");
        assertThat(shell.contents()).noneMatch(what -> what.contains("acme--"));
    }

    @Test
    void applyTellsTheLineOfASession(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("teams.yaml"), """
                tenants:
                  - {name: beta, no-users: true}
                  - name: acme
                    trusts: ['arn:aws:sts::123456789012:assumed-role/science/jane']
                """);

        Ran ran = shell.run("apply -f " + file);

        assertThat(ran.exit()).isEqualTo(ExitCode.INVALID_INPUT.code());
        assertThat(ran.err())
                .contains(":4: trust ", "is a session of a role", "arn:aws:iam::123456789012:role/science");
        assertThat(shell.contents()).isEmpty();
    }

    /** A subject that an earlier version took is no longer read; the option settles it. */
    @Test
    void aRememberedTrustThatWouldLetInTooManyIsSettledByTheOption() {
        String provider = IAM + "oidc-provider/token.actions.githubusercontent.com,aud=sts,sub=";
        create("--trust", provider + "repo:org/repo:*").done();
        shell.iam()
                .tagPolicy(r -> r.policyArn(IAM + "policy/tenant-admin/us-east-1/acme/acme--boundary")
                        .tags(Tag.builder()
                                .key("trust")
                                .value((provider + "repo:*")
                                        .replace("=", "=3D")
                                        .replace(",", "=2C")
                                        .replace("*", "=2A"))
                                .build()));

        shell.run("create-tenant acme").refused(ExitCode.INVALID_INPUT, "would let in too many", "give --trust");
        create("--trust", provider + "repo:org/*").done();
        assertThat(shell.run("create-tenant acme").done().out()).contains("no changes needed");
    }

    private String administrator(String externalId) {
        String arn = shell.iam()
                .createRole(r -> r.roleName("sub-admin").assumeRolePolicyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"AWS": "123456789012"},
                         "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}}""".formatted(externalId)))
                .role()
                .arn();
        shell.iam().putRolePolicy(r -> r.roleName("sub-admin").policyName("all").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        return arn;
    }

    @ParameterizedTest
    @ValueSource(strings = {"plat-42", "a,b=c,external-id=d"})
    void aRoleIsAssumedWithItsExternalId(String id) {
        String arn = administrator(id);

        shell.run("create-tenant acme --assume-role " + arn).refused(ExitCode.REFUSED, "sts:AssumeRole");
        shell.run("create-tenant acme --assume-role " + arn + ",external-id=other")
                .refused(ExitCode.REFUSED, "sts:AssumeRole");
        shell.run("create-tenant acme --assume-role " + arn + ",external-id=" + id)
                .done();
        shell.environment.put("TENANT_ADMIN_ASSUME_ROLE", arn + ",external-id=" + id);
        assertThat(shell.run("describe-tenant acme -o json").done().json()).containsEntry("administrator", arn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arn:aws:iam::123456789012:role/x,external-id=a | must be 2 to 1,224",
                "arn:aws:iam::123456789012:role/x,external-id= | is missing: write arn:aws:iam::123456789012:role/x,external-id=ID",
                "arn:aws:iam::123456789012:role/x,id=ab | is not the ARN of a role",
                "arn:aws:iam::123456789012:user/x | is not the ARN of a role",
                "admin | is not the ARN of a role",
            })
    void whatIsNoRoleToAssumeIsRefused(String value, String says) {
        shell.run("list-tenants --assume-role " + value).refused(ExitCode.INVALID_INPUT, says);
        assertThat(shell.door.sent()).isEmpty();
    }

    @Test
    void applyAssumesARoleWithItsExternalId(@TempDir Path directory) throws IOException {
        String arn = administrator("plat,42");
        Path file = Files.writeString(directory.resolve("teams.yaml"), """
                tenants:
                  - {name: acme, no-users: true, assume-role: '%s,external-id=plat,42'}
                """.formatted(arn));

        shell.run("apply -f " + file).done();

        assertThat(shell.run("describe-tenant acme -o json").json()).containsEntry("administrator", arn);
        Files.writeString(file, "tenants:\n  - name: acme\n    assume-role: '" + arn + ",external-id=x'\n");
        Ran ran = shell.run("apply -f " + file);
        assertThat(ran.exit()).isEqualTo(ExitCode.INVALID_INPUT.code());
        assertThat(ran.err()).contains(":3: the external id of '" + arn + "' must be 2 to 1,224");
    }
}
