package dev.tenantadmin.command.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.Tag;

/** {@code export} prints what {@code apply} takes, says what the file cannot, and applying it changes nothing. */
class ExportTest {

    private static final String OPEN = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}}""";

    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    private Path file(String text) {
        try {
            return Files.writeString(folder.resolve("tenants.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create(String... options) {
        shell.run(options).done();
    }

    private Ran export(String arguments) {
        return shell.run("export" + arguments).done();
    }

    /** Applies the text; this must change nothing. */
    private void changesNothing(String exported) {
        var before = shell.contents();
        shell.door.forget();
        Ran ran = shell.run("apply -f " + file(exported) + " --restart").done();
        assertThat(ran.out()).contains("unchanged.\n").doesNotContain("created", "updated", "pending");
        assertThat(shell.door.writes()).isEmpty();
        assertThat(shell.contents()).isEqualTo(before);
    }

    private void tag(String key, String value) {
        shell.iam()
                .tagPolicy(r -> r.policyArn(anchor())
                        .tags(Tag.builder().key(key).value(value).build()));
    }

    private static String anchor() {
        return "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--boundary";
    }

    /** Tenants with every option. */
    private void fleet() {
        shell.iam().createRole(r -> r.roleName("ci").path("/build/").assumeRolePolicyDocument(OPEN));
        shell.iam().createPolicy(r -> r.policyName("guard").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        create("create-tenant acme --user alice,first.last@example.com --notebook main,lab --instance-type ml.t3.large"
                .split(" "));
        create("create-tenant acme --volume-size 20 --idle-stop 2h --trust-sso Data.Science --require-mfa".split(" "));
        create(
                "create-tenant",
                "acme",
                "--trust",
                "arn:aws:iam::210987654321:root,external-id=x,y=7",
                "--trust",
                "arn:aws:iam::123456789012:role/build/ci",
                "--trust",
                "arn:aws:iam::123456789012:oidc-provider/token.example.com,aud=sts,sub=team:acme",
                "--administrator",
                "arn:aws:iam::123456789012:user/ops/jane",
                "--allow-cidr",
                "203.0.113.0/24,2001:db8::/32",
                "--tag",
                "cost center=4711",
                "--tag",
                "live=true",
                "--tag",
                "empty=");
        create(
                "create-tenant acme --data-location s3://lake/acme/ --data-location s3://shared/a/,account=210987654321 --protect --restart"
                        .split(" "));
        create(
                "create-tenant acme --data-key arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012 --allow-instance-type ml.t3.*,ml.m5.large --max-runtime 6h"
                        .split(" "));
        create(
                "create-tenant beta --no-users --region eu-west-1 --path-prefix /teams/ --subnet subnet-1 --security-group sg-1,sg-2 --kms-key 12345678-1234-1234-1234-123456789012"
                        .split(" "));
        create("create-tenant gamma --permissions-boundary arn:aws:iam::123456789012:policy/guard --user carol"
                .split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " -o json"})
    void aFleetWithEveryOptionIsUnchangedByItsOwnExport(String form) {
        fleet();
        shell.clock.pass(Duration.ofMinutes(1));

        String exported = export(form).out();

        assertThat(exported)
                .contains(
                        "first.last@example.com",
                        "ml.t3.large",
                        "external-id=x,y=7",
                        "s3://shared/a/,account=210987654321",
                        "/teams/",
                        "cost center",
                        "policy/guard");
        changesNothing(exported);
    }

    @Test
    void theFileIsWhatApplyTakesInBothFormsAndOfTheAskedTenants() {
        create("create-tenant acme --user alice --tag set=research --tag team=red".split(" "));
        create("create-tenant beta --no-users --region eu-west-1 --tag set=research".split(" "));

        assertThat(export("").out()).isEqualTo("""
                # Tenants of account 123456789012, which the file does not name: apply it there.
                # Created by arn:aws:iam::123456789012:user/administrator; on another account, whoever applies the file is the creator.
                set: research
                tenants:
                  - name: acme
                    region: us-east-1
                    users: [alice]
                    notebooks: [main]
                    instance-type: ml.t3.medium
                    volume-size: 5
                    tags:
                      team: red
                  - name: beta
                    region: eu-west-1
                    no-users: true
                    notebooks: [main]
                    instance-type: ml.t3.medium
                    volume-size: 5
                """);
        Ran json = export(" beta -o json");
        assertThat(json.list("tenants"))
                .containsExactly(Map.of(
                        "name",
                        "beta",
                        "region",
                        "eu-west-1",
                        "no-users",
                        true,
                        "notebooks",
                        List.of("main"),
                        "instance-type",
                        "ml.t3.medium",
                        "volume-size",
                        5));
        changesNothing(json.out());
        changesNothing(export(" beta acme").out());
    }

    @Test
    void anEmptyAccountIsAFileWithoutTenants() {
        String exported = export("").out();

        assertThat(exported).endsWith("tenants: []\n");
        shell.run("apply -f " + file(exported)).done();
    }

    @Test
    void whatTheFileCannotSayIsAComment() throws IOException {
        Path script = Files.writeString(folder.resolve("start.sh"), "#!/bin/bash\ntrue\n");
        create("create-tenant acme --notebook main --tag set=research".split(" "));
        create(
                "create-tenant",
                "acme",
                "--notebook",
                "lab",
                "--instance-type",
                "ml.t3.large",
                "--on-start",
                script + "",
                "--restart");
        create("create-tenant beta --tag set=other".split(" "));
        create("remove-user beta owner --yes".split(" "));
        create("suspend acme".split(" "));

        String exported = export("").out();

        assertThat(exported)
                .contains(
                        "  # Suspended, and stays so; the file cannot say that.",
                        "  # instance-type: the file has one for all notebooks, and they have lab ml.t3.large, main ml.t3.medium.",
                        "  # on-start: only its digest is known, sha256 ",
                        "  # The tag 'set' is research, and the file is not of this set; the tenant keeps it.",
                        "  # It has a group and no users, which the file cannot say;")
                .doesNotContain("on-start: sha256", "instance-type: ml.t3.large", "set: ");
        assertThat(export(" acme").out()).contains("set: research\n");
        changesNothing(exported);
    }

    @Test
    void aSettingThatTheDocumentsDoNotProveIsLeftOut() {
        create("create-tenant acme --allow-cidr 10.0.0.0/8".split(" "));
        tag("allow-cidr", "0.0.0.0/0");

        String exported = export("").out();

        assertThat(exported)
                .contains(
                        "  # allow-cidrs: left out. allow-cidr: the tags of IAM policy acme--boundary say 0.0.0.0/0, the documents say 10.0.0.0/8; run create-tenant with --allow-cidr as you want it.")
                .doesNotContain("    allow-cidrs:");
        Ran ran = shell.run("apply -f " + file(exported));
        assertThat(ran.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(ran.out())
                .contains("acme: failed: tenant acme has settings in its tags that its documents do not show");
    }

    @Test
    void aTrustedRoleThatIsGoneKeepsNothingFromBeingExported() {
        shell.iam().createRole(r -> r.roleName("ci").assumeRolePolicyDocument(OPEN));
        create("create-tenant acme --trust arn:aws:iam::123456789012:role/ci --user alice".split(" "));
        create("create-tenant beta".split(" "));
        shell.iam().deleteRole(r -> r.roleName("ci"));

        String exported = export("").out();

        assertThat(exported)
                .contains(
                        "  # trust: the account has no role arn:aws:iam::123456789012:role/ci any more;",
                        "- name: acme",
                        "users: [alice]",
                        "trusts: ['arn:aws:iam::123456789012:role/ci']",
                        "- name: beta");
        changesNothing(exported);
    }

    @Test
    void aTenantThatCannotBeReadIsNamedAndTheOthersAreExported() {
        create("create-tenant acme --user alice".split(" "));
        create("create-tenant beta".split(" "));
        tag("max-runtime", "forever");

        Ran ran = shell.run("export");

        assertThat(ran.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(ran.err()).contains("warning: tenant acme could not be exported: somebody changed the tags of");
        assertThat(ran.out())
                .contains(
                        "  # tenant acme could not be exported: somebody",
                        "  - name: acme\n    region: us-east-1\n  - name: beta")
                .doesNotContain("alice");
        shell.door.forget();
        assertThat(shell.run("apply -f " + file(ran.out())).out()).contains("acme: failed: ", "beta: unchanged");
        assertThat(shell.door.writes()).isEmpty();
    }

    @Test
    void anIncompleteTenantSaysThatApplyCompletesIt() {
        create("create-tenant acme".split(" "));
        shell.iam().deleteGroupPolicy(r -> r.groupName("acme--members").policyName("assume"));

        assertThat(export("").out())
                .contains(
                        "  # Not as wanted, so apply does more than nothing: inline policy assume of group acme--members (missing).");
    }

    @Test
    void anAccountThatARoleReachedIsNamedByTheRole() {
        String admin = shell.iam()
                .createRole(r -> r.roleName("sub-admin").assumeRolePolicyDocument(OPEN))
                .role()
                .arn();
        shell.iam().putRolePolicy(r -> r.roleName("sub-admin").policyName("all").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        create("create-tenant", "acme", "--assume-role", admin);

        String exported = export(" --assume-role " + admin).out();

        assertThat(exported)
                .contains("    assume-role: " + admin + "\n", "# Created by " + admin)
                .doesNotContain("Tenants of account");
        changesNothing(exported);
    }

    @Test
    void aTenantThatThereIsNotIsRefused() {
        create("create-tenant acme".split(" "));

        shell.run("export acme beta").refused(ExitCode.NOT_FOUND, "there is no tenant beta");
    }

    @Test
    void theRegionOfTheCommandDoesNotMatter() {
        create("create-tenant acme --region eu-west-1".split(" "));

        assertThat(export(" --region us-east-1").out()).contains("region: eu-west-1");
    }

    @Test
    void theCallsGrowByFiveForEachTenant() {
        int few = calls(2);
        int many = calls(30);

        assertThat(many - few).isEqualTo(28 * 5);
    }

    private int calls(int tenants) {
        Shell own = new Shell();
        own.run("apply -f "
                        + file("tenants:\n"
                                + IntStream.range(0, tenants)
                                        .mapToObj("  - {name: t%d}%n"::formatted)
                                        .collect(Collectors.joining())))
                .done();
        own.door.forget();
        assertThat(own.run("export").done().out().lines().filter(line -> line.startsWith("  - name: ")))
                .hasSize(tenants);
        return own.door.operations().size();
    }
}
