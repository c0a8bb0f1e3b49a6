package dev.tenantadmin.command.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantadmin.aws.client.EncodedDocument;
import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sts.model.StsException;

/** What no policy shows, whichever tenant is asked about. */
@Tag("slow")
class VerifyFactsTest {

    private static final String WEST_ROLE =
            "arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme-west/acme-west--execution";

    private final Shell shell = new Shell();

    @BeforeEach
    void make() {
        List.of("acme", "acme-west", "a")
                .forEach(tenant -> shell.run("create-tenant " + tenant + " -q").done());
    }

    private static List<String> findings(Ran ran) {
        return Ran.objects(ran.json(), "findings").stream()
                .map(finding -> "%s: %s".formatted(finding.get("tenant"), finding.get("text")))
                .toList();
    }

    private void model(String name, String role) {
        shell.sagemaker()
                .createModel(r -> r.modelName(name)
                        .executionRoleArn(role)
                        .primaryContainer(c -> c.image("763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch:2")));
    }

    /** What concerns two tenants is one finding, whichever of them is asked about, and none about a third. */
    @Test
    void aModelWithAnotherTenantsRoleIsFoundFromBothSides() {
        model("acme--m", WEST_ROLE);
        String text = "model acme--m of tenant acme acts as role " + WEST_ROLE;

        assertThat(findings(shell.run("verify acme -o json"))).containsExactly("acme: " + text);
        assertThat(findings(shell.run("verify acme-west -o json"))).containsExactly("acme-west: " + text);
        assertThat(findings(shell.run("verify -o json"))).containsExactly("acme: " + text);
        shell.run("verify a").done();
    }

    /** SageMaker's lists have pages of at most a hundred. */
    @Test
    void looksBeyondTheFirstPageOnceAtEach() {
        String foreign = "arn:aws:iam::123456789012:role/theirs";
        shell.iam().createRole(r -> r.roleName("theirs").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": "sagemaker.amazonaws.com"}}}"""));
        model("first", WEST_ROLE);
        IntStream.range(0, 150).forEach(i -> model("theirs-" + i, foreign));
        shell.door.forget();

        assertThat(findings(shell.run("verify acme-west -o json")))
                .containsExactly("acme-west: model first, which is not the tenant's, acts as role acme-west--execution"
                        + " of tenant acme-west");

        assertThat(shell.door.operations().stream().filter("DescribeModel"::equals))
                .hasSize(151);
        assertThat(shell.door.operations().stream().filter("ListModels"::equals))
                .hasSize(2);
    }

    @Test
    void whoStandsBelowTheUsersPathIsFoundAndMayNotComeIn() {
        shell.iam().createUser(r -> r.userName("acme--mallory").path("/tenant-admin/us-east-1/acme-west/x/"));
        shell.iam()
                .putUserPolicy(
                        r -> r.userName("acme--mallory").policyName("may").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:*", "Resource": "*"}}"""));
        var key = shell.iam().createAccessKey(r -> r.userName("acme--mallory")).accessKey();

        assertThat(findings(shell.run("verify acme-west -o json")))
                .containsExactly("acme-west: IAM user acme--mallory is below the tenant's path but not managed by"
                        + " tenant-admin");
        shell.run("create-tenant acme-west").refused(ExitCode.CONFLICT, "do not belong to it", "acme--mallory");
        shell.run("verify acme").done();
        assertThatThrownBy(
                        () -> shell.sts(key)
                                .assumeRole(
                                        r -> r.roleSessionName("mallory")
                                                .roleArn(
                                                        "arn:aws:iam::123456789012:role/tenant-admin/us-east-1/acme-west/acme-west--access")))
                .isInstanceOf(StsException.class)
                .hasMessageContaining("is not authorized to perform: sts:AssumeRole");
    }

    @Test
    void aLongSessionIsANote() {
        shell.iam().updateRole(r -> r.roleName("acme--access").maxSessionDuration(43_200));

        assertThat(shell.run("verify acme").done().out())
                .contains("note: IAM role acme--access allows sessions of 43200 seconds");
        assertThat(shell.run("verify a").done().out()).doesNotContain("sessions");
    }

    /** The versions that a change leaves behind, and which of them would widen it. */
    @ParameterizedTest
    @ValueSource(strings = {"boundary", "access"})
    void anOlderVersionIsANote(String policy) {
        String arn = "arn:aws:iam::123456789012:policy/tenant-admin/us-east-1/acme/acme--" + policy;
        String ours = EncodedDocument.ofVersion(shell.iam(), arn, "v1");
        for (String effect : List.of("Allow", "Deny")) {
            shell.iam().createPolicyVersion(r -> r.policyArn(arn).policyDocument("""
                    {"Version": "2012-10-17", "Statement": {"Effect": "%s", "Action": "*", "Resource": "*"}}""".formatted(effect)));
        }
        shell.iam()
                .createPolicyVersion(r -> r.policyArn(arn).policyDocument(ours).setAsDefault(true));

        assertThat(shell.run("verify acme").done().out())
                .contains(
                        "note: IAM policy acme--%s has versions besides its default: v1, v2, v3; more than the default is allowed by v2\n"
                                .formatted(policy));
    }

    @Test
    void aVersionThatTheDefaultDeniesAllowsMore() {
        shell.run("suspend acme -q").done();

        assertThat(shell.run("verify acme").done().out())
                .contains(
                        "IAM policy acme--boundary has versions besides its default: v1; more than the default is allowed by v1");
    }
}
