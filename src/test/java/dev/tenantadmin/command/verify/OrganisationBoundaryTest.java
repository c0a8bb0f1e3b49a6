package dev.tenantadmin.command.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What verify proves of a tenant whose principals have the organisation's boundary, which lets through more than a tenant's. */
@Tag("slow")
class OrganisationBoundaryTest {

    private static final String BOUNDARY = """
            {"Version": "2012-10-17", "Statement": [
              {"Sid": "All", "Effect": "Allow", "Action": "*", "Resource": "*"},
              {"Sid": "OurRegions", "Effect": "Deny", "NotAction": ["iam:*", "sts:*", "organizations:*", "support:*"], "Resource": "*",
               "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1"]}}}]}""";
    private static final String MORE = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Resource": "*", "Action": [
              "iam:DeleteRolePolicy", "iam:DetachUserPolicy", "iam:UploadSSHPublicKey", "sts:GetFederationToken", "ssm:StartSession",
              "lambda:UpdateFunctionCode"]}]}""";

    @Test
    void itsOwnPoliciesHoldAndWhatIsAddedLeaks() {
        Shell shell = new Shell();
        String arn = shell.iam()
                .createPolicy(r -> r.policyName("organisation").policyDocument(BOUNDARY))
                .policy()
                .arn();
        shell.run("create-tenant acme -q").done();
        shell.run("create-tenant west -q").done();
        shell.run("create-tenant orgb -q --permissions-boundary " + arn).done();
        shell.run("add-user orgb zed -q").done();
        assertClean(shell.run("verify orgb -o json"));

        shell.iam()
                .putUserPolicy(r -> r.userName("orgb--zed").policyName("more").policyDocument(MORE));

        Ran leak = shell.run("verify orgb -o json");
        assertThat(leak.exit()).as(leak::toString).isEqualTo(1);
        assertThat(Ran.objects(leak.json(), "findings"))
                .filteredOn(finding -> "leak".equals(finding.get("kind")))
                .singleElement()
                .satisfies(finding -> assertThat(finding)
                        .containsEntry("reaches", List.of("acme", "west"))
                        .hasEntrySatisfying(
                                "text",
                                text -> assertThat(String.valueOf(text))
                                        .startsWith("user orgb--zed of tenant orgb can reach tenants acme, west: ")));
        assertThat(Ran.objects(leak.json(), "matrix"))
                .filteredOn(cell -> List.of("acme", "west").contains(String.valueOf(cell.get("against"))))
                .hasSize(2)
                .allSatisfy(cell -> assertThat(cell).containsEntry("leaks", 1));
        assertThat(shell.run("verify orgb").out()).containsPattern("2 orgb +X[ow]X ");

        shell.iam().deleteUserPolicy(r -> r.userName("orgb--zed").policyName("more"));
        assertClean(shell.run("verify orgb -o json"));
    }

    private static void assertClean(Ran ran) {
        Map<String, Object> proof = ran.done().json();
        assertThat(proof).containsEntry("holds", true).containsEntry("findings", List.of());
    }
}
