package dev.tenantadmin.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands that change a tenant prove of their change before they write. */
class ChangeProofTest {

    private static final String ALL =
            "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}";
    private static final String QUICKFIX =
            "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"sagemaker:DescribeModel\", \"Resource\": \"*\"}}";
    private static final String ORGANISATION = " --permissions-boundary arn:aws:iam::123456789012:policy/org";

    private final Shell shell = new Shell();

    @BeforeEach
    void make() {
        shell.iam().createPolicy(r -> r.policyName("org").policyDocument(ALL));
        shell.run("create-tenant acme -q").done();
    }

    private void refused(Ran ran, String who) {
        ran.refused(
                ExitCode.CONFLICT,
                "the change would give access that is not meant: %s could newly do sagemaker:DescribeModel on "
                        .formatted(who),
                "nothing was changed. Take that policy away first");
    }

    private String boundary() {
        return shell.iam()
                .getUser(r -> r.userName("acme--owner"))
                .user()
                .permissionsBoundary()
                .permissionsBoundaryArn();
    }

    /** Our boundary holds what the policy beside ours allows; the organisation's does not. */
    @ParameterizedTest
    @ValueSource(strings = {"", " --dry-run"})
    void aBoundaryThatHoldsNoMoreIsRefused(String option) {
        shell.iam()
                .putUserPolicy(
                        r -> r.userName("acme--owner").policyName("quickfix").policyDocument(QUICKFIX));

        refused(shell.run("create-tenant acme -q" + ORGANISATION + option), "user acme--owner");

        assertThat(boundary()).endsWith("/acme--boundary");
        shell.iam().deleteUserPolicy(r -> r.userName("acme--owner").policyName("quickfix"));
        shell.run("create-tenant acme -q" + ORGANISATION + option).done();
    }

    @Test
    void whatHangsOnRolesAndOnOtherGroupsIsSeenToo() {
        shell.iam().createGroup(r -> r.groupName("others"));
        shell.iam().addUserToGroup(r -> r.groupName("others").userName("acme--owner"));
        String arn = shell.iam()
                .createPolicy(r -> r.policyName("quickfix").policyDocument(QUICKFIX))
                .policy()
                .arn();
        shell.iam().attachGroupPolicy(r -> r.groupName("others").policyArn(arn));

        refused(shell.run("create-tenant acme -q" + ORGANISATION), "user acme--owner");

        shell.iam().detachGroupPolicy(r -> r.groupName("others").policyArn(arn));
        shell.iam().attachRolePolicy(r -> r.roleName("acme--execution").policyArn(arn));

        refused(shell.run("create-tenant acme -q" + ORGANISATION), "execution role acme--execution");
    }

    @Test
    void aUserThatWouldGainItIsNotAdded() {
        shell.run("create-tenant acme -q" + ORGANISATION).done();
        shell.iam()
                .putGroupPolicy(
                        r -> r.groupName("acme--members").policyName("quickfix").policyDocument(QUICKFIX));

        refused(shell.run("add-user acme bob -q"), "user acme--bob");
        refused(shell.run("create-tenant acme -q --user bob"), "user acme--bob");

        shell.iam().deleteGroupPolicy(r -> r.groupName("acme--members").policyName("quickfix"));
        shell.run("add-user acme bob -q").done();
    }

    /** A leak that stands already is told, and keeps no change from closing another. */
    @Test
    void whatStandsAlreadyIsTold() {
        shell.run("create-tenant acme -q" + ORGANISATION).done();
        shell.iam()
                .putUserPolicy(
                        r -> r.userName("acme--owner").policyName("quickfix").policyDocument(QUICKFIX));
        shell.iam()
                .putRolePolicy(r ->
                        r.roleName("acme--execution").policyName("execution").policyDocument(ALL));

        Ran ran = shell.run("create-tenant acme").done();

        assertThat(ran.err())
                .contains(
                        "warning: user acme--owner can already do more than is meant, through inline policy quickfix of"
                                + " user acme--owner: 'tenant-admin verify acme' tells what");
        assertThat(shell.iam()
                        .getRolePolicy(r -> r.roleName("acme--execution").policyName("execution"))
                        .policyDocument())
                .contains("acme--");
    }

    @Test
    void applyRefusesItForThatTenantAlone(@TempDir Path folder) throws IOException {
        shell.iam()
                .putUserPolicy(
                        r -> r.userName("acme--owner").policyName("quickfix").policyDocument(QUICKFIX));
        Path file = Files.writeString(folder.resolve("tenants.yaml"), """
                tenants:
                  - name: acme
                    permissions-boundary: arn:aws:iam::123456789012:policy/org
                  - name: beta
                """);

        Ran ran = shell.run("apply -f " + file);

        assertThat(ran.exit()).as(ran::toString).isEqualTo(1);
        assertThat(ran.out() + ran.err()).contains("user acme--owner could newly do sagemaker:DescribeModel");
        assertThat(boundary()).endsWith("/acme--boundary");
        shell.run("describe-tenant beta -q").done();
    }

    @Test
    void whatChangesNoAccessReadsNothing() {
        assertThat(shell.run("create-tenant acme -v").done().err()).doesNotContain("ListUserPolicies");
        assertThat(shell.run("create-tenant beta -v").done().err()).doesNotContain("ListUserPolicies");
        assertThat(shell.run("create-tenant acme -v --data-location s3://bucket/acme/")
                        .done()
                        .err())
                .containsOnlyOnce("ListUserPolicies");
    }
}
