package dev.tenantadmin.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** delete-tenant, list-tenants, describe-tenant, and what all commands have in common. */
class CommandsTest {

    private static final String ELSEWHERE = """
            Not deleted, and readable by a later tenant of this name:
              log streams acme--* in CloudWatch's log groups /aws/sagemaker/*
              objects that its notebooks and jobs wrote to S3
            """;

    private final Shell shell = new Shell();

    @Test
    void deletionTakesAllAndTellsIt() {
        shell.run("create-tenant acme --user alice,bob --notebook main,lab").done();
        shell.run("create-tenant acme-west").done();

        Ran ran = shell.run("delete-tenant acme --yes").done();

        assertThat(ran.out())
                .contains("notebook instance acme--lab")
                .endsWith("Tenant acme is deleted from account 123456789012; nothing of it is left.\n" + ELSEWHERE);
        assertThat(shell.contents()).isNotEmpty().allMatch(what -> what.contains("acme-west"));
        assertThat(shell.run("delete-tenant acme --yes").done().out())
                .isEqualTo("There is no tenant acme in account 123456789012; no changes needed.\n");
    }

    @Test
    void aProgramReadsWhatWasDeleted() {
        shell.run("create-tenant acme").done();

        Map<String, Object> json =
                shell.run("delete-tenant acme -y -o json").done().json();
        assertThat(json).containsEntry("tenant", "acme").containsEntry("dryRun", false);
        assertThat(Ran.objects(json, "changes"))
                .hasSize(13)
                .extracting(change -> change.get("result"))
                .containsOnly("deleted");
        assertThat(shell.run("delete-tenant acme -y -o json").done().list("changes"))
                .isEmpty();
    }

    @Test
    void aDryRunOfADeletionDeletesNothingAndAsksNothing() {
        assertThat(shell.run("delete-tenant acme --dry-run --detailed-exitcode")
                        .done()
                        .out())
                .isEqualTo("There is no tenant acme in account 123456789012; no changes needed.\n");
        shell.run("create-tenant acme").done();
        shell.door.forget();

        assertThat(shell.run("delete-tenant acme --dry-run").done().out())
                .contains("IAM role acme--access                            would be deleted")
                .endsWith("All of this would be deleted; nothing was changed.\n" + ELSEWHERE);
        assertThat(shell.run("delete-tenant acme --dry-run --detailed-exitcode").exit())
                .isEqualTo(2);
        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void aUserIsDeletedWithItsKeys() {
        shell.run("create-tenant acme").done();
        shell.iam().createAccessKey(r -> r.userName("acme--owner"));

        shell.run("delete-tenant acme --yes").done();

        assertThat(shell.contents()).isEmpty();
    }

    @Test
    void listShowsTenantsOfAllRegionsAndHalfMadeOnes() {
        assertThat(shell.run("list-tenants").done().out()).isEqualTo("There are no tenants.\n");
        assertThat(shell.run("list-tenants -o json").done().list("tenants")).isEmpty();
        shell.run("create-tenant acme").done();
        shell.run("stop acme").done();
        shell.run("create-tenant beta --region eu-west-1 --user ann,bob --notebook lab")
                .done();
        shell.door.refuse("CreateRole", 403, "AccessDenied", "no");
        shell.run("create-tenant gamma --no-users").refused(ExitCode.REFUSED, "access denied");

        assertThat(lines("list-tenants"))
                .containsExactly(
                        "TENANT REGION STATE AGE USERS NOTEBOOKS",
                        "acme us-east-1 complete N 1 acme--main Stopped",
                        "beta eu-west-1 complete N 2 beta--lab InService for N",
                        "gamma us-east-1 incomplete N 0");
        assertThat(lines("list-tenants --status stopped"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("acme ");
        assertThat(lines("list-tenants --status incomplete"))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("gamma ");
        assertThat(lines("list-tenants --sort users").get(1)).startsWith("beta ");
        assertThat(lines("list-tenants --sort running").get(1)).startsWith("beta ");
        assertThat(lines("list-tenants --sort age").get(1)).startsWith("acme ");
        shell.run("list-tenants --status strange").refused(ExitCode.INVALID_INPUT, "--status must be complete");
        List<Map<String, Object>> tenants =
                shell.run("list-tenants -o json").done().list("tenants");
        assertThat(tenants).extracting(tenant -> tenant.get("complete")).containsExactly(true, true, false);
        assertThat(tenants.get(1))
                .containsEntry("tenant", "beta")
                .containsEntry("region", "eu-west-1")
                .containsEntry("users", List.of("beta--ann", "beta--bob"))
                .containsEntry("missing", List.of());
        assertThat(Ran.objects(tenants.get(1), "notebooks").get(0))
                .containsEntry("name", "beta--lab")
                .containsEntry("status", "InService");
        assertThat(tenants.get(2))
                .containsEntry(
                        "missing", List.of("IAM role gamma--access", "IAM role gamma--execution", "notebook instance"));
    }

    @Test
    void describeShowsATenantAsItIs() {
        shell.run("create-tenant acme --tag team=blue").done();

        assertThat(shell.run("describe-tenant acme").done().out()).isEqualTo("""
                tenant         acme
                account        123456789012
                home region    us-east-1
                administrator  arn:aws:iam::123456789012:user/administrator
                tags           team=blue
                state          complete, revision 3

                IAM policy acme--boundary                        as wanted
                IAM policy acme--access                          as wanted
                IAM role acme--access                            as wanted
                IAM role acme--execution                         as wanted
                IAM group acme--members                          as wanted
                IAM user acme--owner                             as wanted
                attachment acme--access to role acme--access     as wanted
                inline policy execution of role acme--execution  as wanted
                attachment acme--access to group acme--members   as wanted
                inline policy assume of group acme--members      as wanted
                membership acme--owner in acme--members          as wanted
                notebook instance acme--main                     as wanted
                revision tag acme--boundary                      as wanted

                notebook instance acme--main is InService, ml.t3.medium
                """);
        assertThat(shell.run("describe-tenant acme -o json").done().json())
                .containsEntry("tenant", "acme")
                .containsEntry("account", "123456789012")
                .containsEntry("region", "us-east-1")
                .containsEntry("revision", 3)
                .containsEntry("complete", true)
                .containsEntry("tags", Map.of("team", "blue"))
                .containsKeys("administrator", "resources", "notebooks");
    }

    @Test
    void describeShowsWhatAHalfMadeTenantLacks() {
        shell.door.refuse("CreateGroup", 403, "AccessDenied", "no");
        shell.run("create-tenant acme").refused(ExitCode.REFUSED, "access denied");

        assertThat(shell.run("describe-tenant acme").done().out())
                .contains("state          incomplete; create-tenant completes it")
                .containsPattern("IAM group acme--members +missing");
        assertThat(shell.run("describe-tenant acme -o json").json())
                .containsEntry("complete", false)
                .containsEntry("revision", null);
    }

    @Test
    void aRefusalThatPassesIsTriedAgain() {
        shell.door.refuse("ListRoles", 503, "ServiceUnavailable", "try later");

        Ran ran = shell.run("-q list-tenants -o json");

        assertThat(ran.exit()).isEqualTo(254);
        assertThat(ran.error().get("retryable")).isEqualTo(true);
        assertThat(shell.door.operations().stream().filter("ListRoles"::equals)).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--region eu-west-1 --timeout 5m -o json create-tenant acme --dry-run",
                "create-tenant --region eu-west-1 --timeout 5m -o json acme --dry-run",
                "create-tenant acme --dry-run --region=eu-west-1 --timeout=5m --output=JSON",
                "--region eu-west-1 create-tenant acme -o json --dry-run"
            })
    void commonOptionsStandBeforeAndAfterTheCommand(String line) {
        assertThat(shell.run(line).done().json()).containsEntry("region", "eu-west-1");
    }

    @Test
    void quietSaysNothingBesideTheResultButWhatAPersonHasToKnow() {
        assertThat(shell.run("create-tenant acme -q").done().err())
                .isEqualToIgnoringNewLines(
                        "note: without --subnet SageMaker gives the notebook direct internet access, which cannot be changed later");
        for (String line : new String[] {
            "create-tenant acme -q", "-q stop acme", "start acme --quiet", "-q url acme", "-q delete-tenant acme --yes"
        }) {
            Ran ran = shell.run(line).done();
            assertThat(ran.err()).as(line).isEmpty();
            assertThat(ran.out()).as(line).isNotEmpty();
        }
    }

    @Test
    void onATerminalProgressIsOneLineThatIsGoneInTheEnd() {
        Ran ran = shell.type("", "create-tenant acme").done();

        assertThat(ran.err())
                .contains("\r\u001b[KIAM role acme--access created")
                .endsWith("\r\u001b[K");
        assertThat(ran.err().lines()).hasSizeLessThan(3 + ran.err().split("\r", -1).length);
        assertThat(ran.out()).doesNotContain("\u001b", "\r");
    }

    @Test
    void colourIsAsAsked() {
        assertThat(shell.run("--help").done().out()).doesNotContain("\u001b");
        assertThat(shell.run("--color always --help").done().out()).contains("\u001b[");
        assertThat(shell.run("create-tenant --help --color=always").done().out())
                .contains("\u001b[");
        shell.environment.put("NO_COLOR", "1");
        assertThat(shell.type("", "--help").done().out()).doesNotContain("\u001b");
        assertThat(shell.type("", "--help --color never").done().out()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create-tenant",
                "delete-tenant",
                "describe-tenant",
                "list-tenants",
                "start",
                "stop",
                "url",
                "credentials",
                "permissions"
            })
    void everyCommandHasHelpAndAVersion(String command) {
        assertThat(shell.plain("--help").done().out()).contains("  " + command);
        assertThat(shell.plain(command + " --help").done().out())
                .startsWith("Usage: tenant-admin " + command)
                .endsWith("\nCommon options: see 'tenant-admin --help'.\n");
        assertThat(shell.plain(command + " --version").done().out()).startsWith("tenant-admin ");
        assertThat(shell.door.sent()).isEmpty();
    }

    @Test
    void theVersionIsReadByPeopleAndPrograms() {
        List<String> lines = shell.plain("--version").done().out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).matches("tenant-admin \\S.*");
        assertThat(lines.get(1)).startsWith("Java ");

        for (String line : List.of("--version -o json", "-o json -V", "create-tenant --version --output=json")) {
            assertThat(shell.plain(line).done().json())
                    .containsEntry("schemaVersion", 1)
                    .containsKey("version")
                    .containsEntry("java", Runtime.version().toString());
        }
        assertThat(shell.plain("url --version --help -o json").done().out()).startsWith("Usage: tenant-admin url");
    }

    /** Without the widths of columns, and whatever time has passed. */
    private List<String> lines(String command) {
        return shell.run(command)
                .done()
                .out()
                .lines()
                .map(line -> line.replaceAll(" +", " ").replaceAll("\\b\\d+[smh]\\b", "N"))
                .toList();
    }

    @Test
    void aTenantWhoseAccessPolicyIsNotAttachedIsIncomplete() {
        shell.run("create-tenant acme").done();
        shell.iam()
                .detachGroupPolicy(r -> r.groupName("acme--members")
                        .policyArn("arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--access"));

        assertThat(shell.run("list-tenants -o json")
                        .done()
                        .list("tenants")
                        .get(0)
                        .toString())
                .contains("complete=false", "missing=[attachment of acme--access]");
    }

    @Test
    void listsTheTenantsOfARegion() {
        shell.run("create-tenant acme --no-users --no-wait").done();
        shell.run("create-tenant beta --no-users --no-wait --region eu-west-1").done();

        assertThat(shell.run("list-tenants --region eu-west-1").done().out())
                .contains("beta")
                .doesNotContain("acme");
        assertThat(shell.run("list-tenants").done().out()).contains("acme", "beta");
        assertThat(shell.run("list-tenants --region eu-central-1").done().out()).contains("no tenants");
        shell.run("describe-tenant gamma")
                .refused(ExitCode.NOT_FOUND, "there is no tenant gamma in account 123456789012");
    }

    @Test
    void theSandboxIsAtNoOtherAddress() {
        shell.run("list-tenants --endpoint-url http://127.0.0.1:1")
                .refused(
                        ExitCode.INVALID_INPUT,
                        "--sandbox calls no other address and cannot be used with --endpoint-url");
        assertThat(shell.door.sent()).isEmpty();
    }

    @Test
    void aVariableThatSetsNothingIsTold() {
        shell.environment.put("TENANT_ADMIN_REGON", "eu-west-1");
        shell.environment.put("TENANT_ADMIN_INSTANCE_TYPE", "ml.t3.large");
        shell.environment.put("TENANT_ADMIN_SANDBOX_STATE", "/x");
        shell.environment.put("TENANT_ADMIN_REQUIRE_MOTO", "true");
        shell.environment.put("TENANT_ADMIN_TIMOUT", "");

        assertThat(shell.run("list-tenants").done().err())
                .isEqualTo(
                        "note: no option is set by the variable TENANT_ADMIN_REGON; did you mean 'TENANT_ADMIN_REGION'?\n");
        assertThat(shell.run("-q -o json list-tenants").done().err()).isEmpty();
    }
}
