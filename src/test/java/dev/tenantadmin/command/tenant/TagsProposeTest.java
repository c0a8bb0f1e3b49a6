package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.Tag;

/** A stranger may tag the anchor and write no policy: nothing is widened on a tag's word. */
@org.junit.jupiter.api.Tag("slow")
class TagsProposeTest {

    private static final String ANCHOR = "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--boundary";
    private static final String MALLORY = "arn:aws:iam::123456789012:user/mallory";

    private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012";

    private final Shell shell = new Shell();

    @TempDir
    Path folder;

    @BeforeEach
    void make() {
        shell.iam().createPolicy(r -> r.policyName("organisation").policyDocument("""
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        shell.run("create-tenant acme --require-mfa --allow-cidr 203.0.113.0/24 --data-location s3://lake/acme/"
                        + " --data-key " + KEY
                        + " --allow-instance-type ml.t3.* --max-runtime 6h --subnet subnet-1 --security-group sg-1"
                        + " --kms-key 12345678-1234-1234-1234-123456789012 --trust-sso DataScientist")
                .done();
    }

    private void tag(String key, String value) {
        Tag tag = Tag.builder().key(key).value(value).build();
        shell.iam().tagPolicy(r -> r.policyArn(ANCHOR).tags(List.of(tag)));
    }

    private void untag(String... keys) {
        shell.iam().untagPolicy(r -> r.policyArn(ANCHOR).tagKeys(keys));
    }

    private Path file(String fields) {
        try {
            return Files.writeString(folder.resolve("tenants.yaml"), "tenants:\n  - name: acme\n" + fields);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "administrator, arn:aws:iam::123456789012:user/mallory, administrator, --administrator arn:aws:iam::123456789012:user/jane",
        "administrators, arn:aws:iam::123456789012:user/mallory, administrator, --administrator none",
        "trust, arn:aws:iam::123456789012:role/mallory, trust, --trust none",
        "trust-sso, Everybody, trust-sso, --trust-sso DataScientist",
        "data-location, s3://payroll/, data-location, --data-location s3://lake/acme/",
        "data-key, arn:aws:kms:us-east-1:210987654321:key/99999999-1234-1234-1234-123456789012, data-key, --data-key "
                + KEY,
        "data-key, arn:aws:kms:us-east-1:210987654321:key/99999999-1234-1234-1234-123456789012, data-key, --data-location none",
        "allow-cidr, 0.0.0.0/0, allow-cidr, --allow-cidr 203.0.113.0/24",
        "allow-instance-type, ml.p5.48xlarge, allow-instance-type, --allow-instance-type ml.t3.*",
        "max-runtime, PT600H, max-runtime, --max-runtime 6h",
        "subnet, subnet-9, subnet, --subnet subnet-1 --security-group sg-1",
        "kms-key, 99999999-1234-1234-1234-123456789012, kms-key, --kms-key 12345678-1234-1234-1234-123456789012",
        "permissions-boundary, arn:aws:iam::123456789012:policy/organisation, permissions-boundary, --permissions-boundary none"
    })
    void aTagThatIsWiderThanItsDocumentsIsAConflictUntilTheOptionIsGiven(
            String key, String value, String setting, String option) {
        tag(key, value.replace("*", "=2A"));

        refusedEverywhere(setting);
        settled(option);
    }

    @ParameterizedTest
    @CsvSource({
        "require-mfa, --require-mfa",
        "allow-cidr, --allow-cidr 203.0.113.0/24",
        "allow-instance-type, --allow-instance-type ml.t3.*",
        "max-runtime, --max-runtime 6h",
        "subnet, --subnet subnet-1 --security-group sg-1"
    })
    void aWallWhoseTagIsGoneIsAConflictUntilTheOptionIsGiven(String key, String option) {
        untag(key.equals("subnet") ? new String[] {key, "security-groups"} : new String[] {key});

        refusedEverywhere(key);
        settled(option);
    }

    private void refusedEverywhere(String setting) {
        var before = shell.contents();
        for (String command : List.of(
                "create-tenant acme",
                "create-tenant acme --dry-run",
                "create-tenant acme --user bob",
                "create-tenant acme --idle-stop 2h")) {
            shell.run(command)
                    .refused(
                            ExitCode.CONFLICT,
                            setting + ": the tags of IAM policy acme--boundary say ",
                            "run create-tenant with --" + setting);
        }
        assertThat(shell.run("create-tenant --all").exit()).isEqualTo(ExitCode.FOUND.code());
        Ran applied = shell.run("apply -f " + file(""));
        assertThat(applied.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(applied.out()).contains(setting + ": the tags of IAM policy acme--boundary say ");
        assertThat(shell.contents()).isEqualTo(before);

        assertThat(shell.run("describe-tenant acme").done().out())
                .contains(setting + ": the tags of IAM policy acme--boundary say ");
        assertThat(shell.run("-o json describe-tenant acme").done().list("unproved"))
                .singleElement()
                .satisfies(unproved -> assertThat(unproved).containsEntry("setting", setting));
        assertThat(shell.run("audit acme").out())
                .contains("Settings", setting + ": the tags of IAM policy acme--boundary say ");
        assertThat(shell.run("list-tenants").done().out()).contains("complete");
    }

    private void settled(String option) {
        shell.run("create-tenant acme " + option + " --restart").done();
        assertThat(shell.run("create-tenant acme --dry-run --detailed-exitcode").exit())
                .isZero();
        assertThat(shell.contents().toString())
                .doesNotContain("mallory", "payroll", "Everybody", "subnet-9", "99999999");
    }

    /** The document of one user's group alone is written, and what it shows is MFA. */
    @Test
    void addingAUserTakesNoWallAway() {
        untag("require-mfa");

        shell.run("add-user acme bob")
                .refused(ExitCode.CONFLICT, "require-mfa: the tags of IAM policy acme--boundary say none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend acme", "resume acme", "remove-user acme owner --yes", "delete-tenant acme --yes"})
    void whatWritesNothingFromTagsAsksNone(String command) {
        tag("administrators", MALLORY);
        untag("require-mfa", "max-runtime");

        shell.run(command).done();

        assertThat(shell.contents().stream().filter(what -> what.contains("mallory")))
                .allMatch(what -> what.contains("PolicyName=acme--boundary"));
    }

    /** Narrower tags are no danger: the documents are brought to them, as to any other drift. */
    @ParameterizedTest
    @ValueSource(strings = {"data-location", "data-key", "trust-sso", "kms-key"})
    void aRightWhoseTagIsGoneIsTakenBack(String key) {
        untag(key);

        shell.run("create-tenant acme --restart --dry-run").done();
        Map<String, Object> described =
                new TreeMap<>(shell.run("-o json describe-tenant acme").done().json());
        assertThat(described.get("unproved")).isEqualTo(List.of());
    }

    @Test
    void theKeyGoesWithTheDataWhoseTagIsGone() {
        untag("data-location");

        shell.run("create-tenant acme").done();
        assertThat(shell.contents().toString()).doesNotContain("kms:Decrypt", "data-key");
        assertThat(shell.run("create-tenant acme --dry-run --detailed-exitcode").exit())
                .isZero();
    }

    /** Where there is no data, no document shows a key: that of a tag would be its first. */
    @Test
    void aKeyInATagAloneIsAConflictWithoutDataToo() {
        shell.run("create-tenant acme --data-location none").done();
        tag("data-key", KEY);

        refusedEverywhere("data-key");
        settled("--data-key none");
        tag("data-key", KEY);
        shell.run("create-tenant acme --data-location s3://lake/acme/")
                .refused(ExitCode.CONFLICT, "data-key: the tags");
    }

    /** A document that is not there shows nothing: what it let in has to be given again. */
    @Test
    void whatAMissingDocumentLetInIsGivenAgain() {
        shell.iam()
                .listAttachedRolePolicies(r -> r.roleName("acme--access"))
                .attachedPolicies()
                .forEach(policy -> shell.iam()
                        .detachRolePolicy(r -> r.roleName("acme--access").policyArn(policy.policyArn())));
        shell.iam().deleteRole(r -> r.roleName("acme--access"));

        shell.run("create-tenant acme")
                .refused(
                        ExitCode.CONFLICT,
                        "trust-sso: the tags of IAM policy acme--boundary say DataScientist, the documents say none");
        shell.run("create-tenant acme --trust-sso DataScientist").done();
        assertThat(shell.run("create-tenant acme --dry-run --detailed-exitcode").exit())
                .isZero();
    }
}
