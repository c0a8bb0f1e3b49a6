package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * An account that the program left when documents were of revision 2: {@code acme} is plain, {@code beta} has every option that goes with
 * our own boundary, {@code gamma} those that go with the organisation's, {@code delta} is suspended.
 */
@org.junit.jupiter.api.Tag("slow")
class OlderRevisionTest {

    private static final String BETA =
            "arn:aws:iam::123456789012:policy/corp/ml/tenant-admin/us-east-1/beta/beta--boundary";
    private static final String WALLS =
            " --require-mfa --allow-cidr 203.0.113.0/24 --allow-instance-type ml.t3.* --max-runtime 6h"
                    + " --subnet subnet-0123456789abcdef0 --security-group sg-0123456789abcdef0"
                    + " --kms-key 1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String BETAS = " --trust arn:aws:iam::123456789012:role/ci/deploy"
            + " --trust arn:aws:iam::210987654321:root,external-id=vendor-4711"
            + " --trust arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com,aud=sts.amazonaws.com,sub=repo:corp/models:*"
            + " --trust arn:aws:iam::123456789012:saml-provider/corp --trust-sso DataScientist"
            + " --administrator arn:aws:iam::123456789012:user/jane --data-location s3://lake/beta/" + WALLS;

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void open() throws IOException {
        Path state = folder.resolve("sandbox.jsonl");
        try (InputStream left = Objects.requireNonNull(getClass().getResourceAsStream("revision-2.jsonl"))) {
            Files.copy(left, state);
        }
        shell = Shell.opened(state);
    }

    /** Each document of a tenant, by what bears it, and the tags of its anchor. */
    private static Map<String, String> documents(Shell shell, String tenant) {
        Map<String, String> all = new TreeMap<>();
        var read = shell.iam()
                .getAccountAuthorizationDetails(r ->
                        r.filter(EntityType.LOCAL_MANAGED_POLICY, EntityType.ROLE, EntityType.GROUP, EntityType.USER));
        read.policies().stream()
                .filter(policy -> policy.policyName().startsWith(tenant + "--"))
                .forEach(policy -> policy.policyVersionList().stream()
                        .filter(version -> version.isDefaultVersion())
                        .forEach(version -> all.put(policy.policyName(), version.document())));
        read.roleDetailList().stream()
                .filter(role -> role.roleName().startsWith(tenant + "--"))
                .forEach(role -> {
                    all.put("trust of " + role.roleName(), role.assumeRolePolicyDocument());
                    all.put(
                            "boundary of " + role.roleName(),
                            role.permissionsBoundary().permissionsBoundaryArn());
                    inline(all, role.roleName(), role.rolePolicyList());
                });
        read.groupDetailList().stream()
                .filter(group -> group.groupName().startsWith(tenant + "--"))
                .forEach(group -> inline(all, group.groupName(), group.groupPolicyList()));
        all.replaceAll((name, text) -> URLDecoder.decode(text, StandardCharsets.UTF_8));
        return all;
    }

    private static void inline(Map<String, String> all, String holder, List<PolicyDetail> policies) {
        policies.forEach(policy -> all.put(policy.policyName() + " of " + holder, policy.policyDocument()));
    }

    private static Map<String, String> tags(Shell shell, String arn) {
        return shell.iam().listPolicyTags(r -> r.policyArn(arn)).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value, (one, other) -> one, TreeMap::new));
    }

    /** An account in which today's program makes the same. */
    private Shell madeToday() {
        Shell today = new Shell();
        String trust = shell.iam().getRole(r -> r.roleName("deploy")).role().assumeRolePolicyDocument();
        today.iam()
                .createRole(r -> r.roleName("deploy")
                        .path("/ci/")
                        .assumeRolePolicyDocument(URLDecoder.decode(trust, StandardCharsets.UTF_8)));
        today.iam().createUser(r -> r.userName("jane"));
        today.iam().createPolicy(r -> r.policyName("organisation").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        today.run("create-tenant acme").done();
        today.run("create-tenant beta --user ana --user bob --idle-stop 2h --tag cost-center=42 --path-prefix /corp/ml/"
                        + " --protect --notebook main --notebook second" + BETAS)
                .done();
        today.run("create-tenant gamma --data-location s3://lake/gamma/"
                        + " --permissions-boundary arn:aws:iam::123456789012:policy/organisation" + WALLS)
                .done();
        return today;
    }

    @Test
    void anUntouchedTenantIsUpgradedToWhatTodaysProgramMakes() {
        Shell today = madeToday();

        Ran all = shell.run("create-tenant --all --restart").done();

        assertThat(all.out()).endsWith("4 tenants: 4 changed, 0 as wanted, 0 failed.\n");
        for (String tenant : List.of("acme", "beta", "gamma")) {
            assertThat(documents(shell, tenant)).as(tenant).isEqualTo(documents(today, tenant));
            assertThat(shell.run("create-tenant " + tenant + " --dry-run --detailed-exitcode")
                            .exit())
                    .isZero();
        }
        Map<String, String> expected = tags(today, BETA);
        Map<String, String> actual = tags(shell, BETA);
        // It was made with a start script besides.
        assertThat(actual.remove("on-start")).isNotNull();
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void aSuspendedTenantStaysSuspendedAndKeepsItsWallsWhenItIsResumed() {
        shell.run("resume delta")
                .refused(ExitCode.CONFLICT, "run create-tenant first to repair it; the tenant stays suspended");
        shell.run("create-tenant delta").done();
        assertThat(shell.run("list-tenants").done().out()).containsPattern("delta .*complete, suspended");
        shell.run("resume delta").done();

        assertThat(shell.run("create-tenant delta --dry-run --detailed-exitcode")
                        .exit())
                .isZero();
        assertThat(documents(shell, "delta").get("delta--boundary"))
                .contains("s3://lake/delta/".substring("s3://".length()), "subnet-0123456789abcdef0")
                .doesNotContain("Suspended");
    }

    @ParameterizedTest
    @CsvSource({
        "administrators, arn:aws:iam::123456789012:user/mallory, administrator, --administrator none",
        "trust, arn:aws:iam::999999999999:role/mallory, trust, --trust none",
        "trust-sso, Everybody, trust-sso, --trust-sso none",
        "data-location, s3://payroll/, data-location, --data-location none",
        "allow-cidr, 0.0.0.0/0, allow-cidr, --allow-cidr 203.0.113.0/24",
        "allow-instance-type, ml.p5.48xlarge, allow-instance-type, --allow-instance-type ml.t3.*",
        "max-runtime, PT600H, max-runtime, --max-runtime 6h",
        "subnet, subnet-9, subnet, --subnet subnet-0123456789abcdef0 --security-group sg-0123456789abcdef0",
        "kms-key, 99999999-1234-1234-1234-123456789012, kms-key, --kms-key 1234abcd-12ab-34cd-56ef-1234567890ab",
        "require-mfa, , require-mfa, --require-mfa",
        "allow-cidr, , allow-cidr, --allow-cidr none",
        "allow-instance-type, , allow-instance-type, --allow-instance-type none",
        "max-runtime, , max-runtime, --max-runtime none"
    })
    void aTenantWhoseTagsWereTamperedWithIsRefusedUntilTheOptionIsGiven(
            String key, String value, String setting, String option) {
        if (value == null) {
            shell.iam().untagPolicy(r -> r.policyArn(BETA).tagKeys(key));
        } else {
            Tag tag = Tag.builder().key(key).value(value.replace("*", "=2A")).build();
            shell.iam().tagPolicy(r -> r.policyArn(BETA).tags(tag));
        }
        Map<String, String> before = documents(shell, "beta");

        Ran all = shell.run("create-tenant --all --restart");

        assertThat(all.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(all.out())
                .contains(
                        setting + ": the tags of IAM policy beta--boundary say ", "run create-tenant with --" + setting)
                .endsWith("4 tenants: 3 changed, 0 as wanted, 1 failed.\n");
        assertThat(documents(shell, "beta")).isEqualTo(before);
        assertThat(tags(shell, BETA)).containsEntry("revision", "2");

        shell.run("create-tenant beta --restart " + option).done();
        assertThat(documents(shell, "beta").toString())
                .doesNotContain("mallory", "Everybody", "payroll", "subnet-9", "99999999-1234");
        assertThat(tags(shell, BETA)).containsEntry("revision", "3");
        assertThat(shell.run("create-tenant beta --dry-run --detailed-exitcode").exit())
                .isZero();
    }
}
