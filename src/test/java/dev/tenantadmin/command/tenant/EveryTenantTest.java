package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.Tag;

/** {@code create-tenant --all}. */
class EveryTenantTest {

    private static final String OTHER = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}""";

    private final Shell shell = new Shell();

    private static String boundary(String region, String tenant) {
        return "arn:aws:iam::123456789012:policy/tenant-admin/%s/%s/%s--boundary".formatted(region, tenant, tenant);
    }

    private void tagRevision(String arn, String revision) {
        shell.iam()
                .tagPolicy(r -> r.policyArn(arn)
                        .tags(Tag.builder().key("revision").value(revision).build()));
    }

    private String revision(String arn) {
        return shell.iam().listPolicyTags(r -> r.policyArn(arn)).tags().stream()
                .filter(tag -> tag.key().equals("revision"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @BeforeEach
    void makeThree() {
        shell.run("create-tenant acme --allow-cidr 203.0.113.0/24").done();
        shell.run("create-tenant west --region eu-west-1").done();
        shell.run("create-tenant north --no-users").done();
    }

    private void age() {
        shell.iam()
                .createPolicyVersion(r -> r.policyArn(boundary("us-east-1", "acme"))
                        .policyDocument(OTHER)
                        .setAsDefault(true));
        tagRevision(boundary("us-east-1", "acme"), "1");
        shell.iam().deleteRolePolicy(r -> r.roleName("west--execution").policyName("execution"));
    }

    @Test
    void anOlderRevisionIsShownAndUpgradedWithTheTagLast() {
        age();
        assertThat(shell.run("describe-tenant acme").done().out())
                .contains("complete, revision 1, older; create-tenant upgrades it")
                .containsPattern("IAM policy acme--boundary +older revision");

        String out = shell.run("create-tenant acme").done().out();

        assertThat(out.indexOf("IAM policy acme--boundary"))
                .isNotNegative()
                .isLessThan(out.indexOf("revision tag acme--boundary"));
        assertThat(revision(boundary("us-east-1", "acme"))).isEqualTo("3");
        assertThat(shell.run("describe-tenant acme").done().out()).doesNotContain("older");
    }

    @Test
    void endsLikeARunForEach() {
        age();
        shell.run("create-tenant acme").done();
        shell.run("create-tenant west").done();
        var oneByOne = shell.contents();
        age();

        Ran all = shell.run("create-tenant --all").done();

        assertThat(all.out())
                .contains("acme:\n", "west:\n", "north:\n")
                .endsWith("3 tenants: 2 changed, 1 as wanted, 0 failed.\n");
        assertThat(shell.contents()).hasSameSizeAs(oneByOne);
        for (String tenant : new String[] {"acme", "west", "north"}) {
            assertThat(shell.run("create-tenant " + tenant).done().out()).contains("no changes needed");
        }
    }

    @Test
    void oneThatFailsDoesNotStopTheOthers() {
        age();
        tagRevision(boundary("us-east-1", "north"), "99");

        Ran all = shell.run("-o json create-tenant --all");

        assertThat(all.exit()).isEqualTo(1);
        assertThat(all.json()).containsEntry("changed", 2).containsEntry("failed", 1);
        assertThat(all.list("tenants"))
                .extracting(tenant -> tenant.get("tenant") + " " + (tenant.get("error") == null))
                .containsExactly("acme true", "north false", "west true");
        assertThat(revision(boundary("us-east-1", "north"))).isEqualTo("99");
        assertThat(shell.run("create-tenant --all").out())
                .contains("tenant north has revision 99")
                .endsWith("3 tenants: 0 changed, 2 as wanted, 1 failed.\n");
    }

    @Test
    void theJsonHasTheFormOfApplys(@TempDir Path folder) throws IOException {
        age();
        tagRevision(boundary("us-east-1", "north"), "99");
        Path file =
                Files.writeString(folder.resolve("teams.yaml"), "tenants: [{name: acme}, {name: west}, {name: north}]");
        for (String option : new String[] {" --dry-run", ""}) {
            List<Map<String, Object>> lines = lines(shell.copy().run("-o json apply -f " + file + option));

            Ran all = shell.copy().run("-o json create-tenant --all" + option);

            List<Object> tenants = new ArrayList<>(all.list("tenants"));
            assertThat(all.list("tenants"))
                    .extracting(tenant -> tenant.get("tenant") + " " + tenant.get("result"))
                    .containsExactly("acme updated", "north failed", "west updated");
            tenants.add(Map.of("summary", all.json().get("summary")));
            assertThat(tenants).containsExactlyInAnyOrderElementsOf(lines);
        }
    }

    private static List<Map<String, Object>> lines(Ran ran) throws IOException {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String line : ran.out().lines().toList()) {
            Map<String, Object> json = JSON.std.mapFrom(line);
            json.remove("schemaVersion");
            lines.add(json);
        }
        return lines;
    }

    @Test
    void aDryRunWritesNothing() {
        age();
        var before = shell.contents();

        Ran dry = shell.run("create-tenant --all --dry-run --detailed-exitcode");

        assertThat(dry.exit()).isEqualTo(2);
        assertThat(dry.out()).endsWith("3 tenants: 2 would be changed, 1 as wanted, 0 failed.\n");
        assertThat(shell.contents()).isEqualTo(before);
    }

    @Test
    void aRegionNarrowsIt() {
        assertThat(shell.run("create-tenant --all --region eu-west-1").done().out())
                .contains("west:")
                .endsWith("1 tenant: 0 changed, 1 as wanted, 0 failed.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "--user ana", "--trust none", "--require-mfa", "--tag a=b"})
    void whatIsForOneTenantIsRefused(String option) {
        shell.run("create-tenant --all " + option).refused(ExitCode.INVALID_INPUT, "--all", "cannot be used with");
        shell.run("create-tenant").refused(ExitCode.INVALID_INPUT, "Missing required parameter: 'TENANT'");
    }
}
