package dev.tenantadmin.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantadmin.cli.ExitCode;
import dev.tenantadmin.command.permissions.Operator;
import dev.tenantadmin.testing.Ran;
import dev.tenantadmin.testing.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.Tag;

/** An administrator who has to tag or to bound is told so as a condition: create-tenant succeeds with the option, and only with it. */
class DemandedOptionsTest {

    private static final String BOUNDARY = "arn:aws:iam::123456789012:policy/org/OrgBoundary";
    private static final String FIT = "Found nothing that would stop create-tenant.\n";
    private static final String FIT_BUT = "Found nothing else that would stop create-tenant.\n";
    private static final String ALL = "{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}";

    private final Shell shell = new Shell();

    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(DemandedOptionsTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a user with this policy. */
    private void signIn(String policy) {
        shell.iam()
                .createPolicy(r -> r.policyName("OrgBoundary")
                        .path("/org/")
                        .policyDocument("{\"Version\": \"2012-10-17\", \"Statement\": [%s]}".formatted(ALL)));
        shell.iam()
                .createPolicy(r -> r.policyName("other")
                        .policyDocument("{\"Version\": \"2012-10-17\", \"Statement\": [%s]}".formatted(ALL)));
        shell.iam()
                .createUser(r -> r.userName("admin")
                        .tags(Tag.builder().key("team").value("red").build()));
        shell.iam().putUserPolicy(r -> r.userName("admin").policyName("rights").policyDocument(policy));
        AccessKey key = shell.iam().createAccessKey(r -> r.userName("admin")).accessKey();
        shell.signIn(key);
    }

    private void signInWith(String... more) {
        signIn("{\"Version\": \"2012-10-17\", \"Statement\": [%s]}"
                .formatted(String.join(", ", more).replace('\'', '"')));
    }

    private static String squeezed(Ran ran) {
        return ran.out().replaceAll(" +", " ");
    }

    @Test
    void aDemandedTag() {
        signIn(resource("administrator-tags-demanded.json"));

        Ran without = shell.run("doctor").done();
        assertThat(squeezed(without))
                .contains(
                        "condition permissions create-tenant has to be given --tag CostCenter=..., or iam:CreatePolicy,"
                                + " iam:CreateRole, iam:CreateUser, sagemaker:CreateNotebookInstance are denied\n")
                .contains("ok permissions IAM's simulator allows all that create-tenant does where these hold\n")
                .endsWith(FIT_BUT);
        shell.run("create-tenant acme").refused(ExitCode.REFUSED, "iam:CreatePolicy is denied explicitly");

        Ran with = shell.run("doctor --tag CostCenter=7").done();
        assertThat(with.out()).doesNotContain("condition", "has to be given").endsWith(FIT);
        shell.run("create-tenant acme --tag CostCenter=7").done();
    }

    @Test
    void aDemandedBoundary() {
        signIn(resource("administrator-boundary-demanded.json"));

        Ran without = shell.run("doctor").done();
        assertThat(squeezed(without))
                .contains("condition permissions create-tenant has to be given --permissions-boundary " + BOUNDARY
                        + ", or iam:CreateRole, iam:CreateUser, iam:PutRolePermissionsBoundary,"
                        + " iam:PutUserPermissionsBoundary are denied\n")
                .endsWith(FIT_BUT);
        shell.run("create-tenant acme").refused(ExitCode.REFUSED, "iam:CreateRole is denied explicitly");

        Ran with = shell.run("doctor --permissions-boundary " + BOUNDARY).done();
        assertThat(with.out()).doesNotContain("condition", "has to be given").endsWith(FIT);
        shell.run("create-tenant beta --permissions-boundary " + BOUNDARY).done();
    }

    @Test
    void aRoleAndAGroupDemandToo() {
        String demanding = resource("administrator-tags-demanded.json");
        shell.iam().createGroup(r -> r.groupName("admins"));
        shell.iam()
                .putGroupPolicy(r -> r.groupName("admins").policyName("rights").policyDocument(demanding));
        shell.iam().createUser(r -> r.userName("admin"));
        shell.iam().addUserToGroup(r -> r.groupName("admins").userName("admin"));
        String policy = shell.iam()
                .createPolicy(r -> r.policyName("rights").policyDocument(demanding))
                .policy()
                .arn();
        String role = shell.iam()
                .createRole(r -> r.roleName("admin").path("/ops/").assumeRolePolicyDocument(Operator.OPEN))
                .role()
                .arn();
        shell.iam().attachRolePolicy(r -> r.roleName("admin").policyArn(policy));

        assertThat(squeezed(shell.run("doctor --assume-role " + role).done()))
                .contains("condition permissions create-tenant has to be given --tag CostCenter=...,");
        shell.signIn(shell.iam().createAccessKey(r -> r.userName("admin")).accessKey());
        assertThat(squeezed(shell.run("doctor").done()))
                .contains("condition permissions create-tenant has to be given --tag CostCenter=...,");
    }

    @Test
    void aVariableSetsTheOptionForBothCommands() {
        signIn(resource("administrator-tags-demanded.json"));
        shell.environment.put("TENANT_ADMIN_TAG", "CostCenter=7");

        assertThat(squeezed(shell.run("doctor").done()))
                .contains("--tag CostCenter=7 TENANT_ADMIN_TAG\n")
                .endsWith(FIT);
        shell.run("create-tenant acme").done();
    }

    @Test
    void whatIsGivenIsAmongTheSettings() {
        signIn(resource("administrator-tags-demanded.json"));
        shell.environment.put("TENANT_ADMIN_TAG", "CostCenter=7");

        assertThat(squeezed(shell.run("doctor --tag CostCenter=8 --tag a=b").done()))
                .contains("--tag CostCenter=8, a=b --tag\n")
                .doesNotContain("TENANT_ADMIN_TAG");
    }

    /** What is demanded comes from the conditions, however they demand it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Effect': 'Deny', 'Action': 'iam:CreateRole', 'Resource': '*',"
                        + " 'Condition': {'StringNotEquals': {'aws:RequestTag/Stage': ['dev', 'prod']}}}"
                        + " | --tag Stage=dev (or prod) | --tag Stage=prod | --tag Stage=test",
                "{'Effect': 'Deny', 'Action': 'iam:CreateRole', 'Resource': '*', 'Condition': {'StringNotLike': {'aws:requesttag/Stage': 'cc-*'}}}"
                        + " | --tag Stage=cc-* | --tag Stage=cc-1 | --tag Stage=1",
                "{'Effect': 'Deny', 'Action': 'iam:CreateRole', 'Resource': '*',"
                        + " 'Condition': {'StringNotEquals': {'aws:RequestTag/team': '${aws:PrincipalTag/team}'}}}"
                        + " | --tag team=red | --tag team=red | --tag team=blue",
                "{'Effect': 'Deny', 'Action': 'iam:CreateRole', 'Resource': '*',"
                        + " 'Condition': {'ArnNotLike': {'iam:PermissionsBoundary': 'arn:aws:iam::*:policy/org/*'}}}"
                        + " | --permissions-boundary arn:aws:iam::*:policy/org/*"
                        + " | --permissions-boundary arn:aws:iam::123456789012:policy/org/OrgBoundary"
                        + " | --permissions-boundary arn:aws:iam::123456789012:policy/other",
            })
    void theValuesThatDoAreTold(String deny, String told, String right, String wrong) {
        signInWith(ALL, deny);
        String finding = "permissions create-tenant has to be given " + told + ", or iam:CreateRole is denied\n";

        assertThat(squeezed(shell.run("doctor").done()))
                .contains("condition " + finding)
                .endsWith(FIT_BUT);
        assertThat(shell.run("doctor " + right).done().out()).endsWith(FIT);
        Ran missed = shell.run("doctor " + wrong);
        assertThat(missed.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(squeezed(missed)).contains(finding).endsWith("create-tenant would fail.\n");
    }

    @Test
    void aTagIsDemandedByItsKeyToo() {
        signInWith(
                ALL,
                "{'Effect': 'Deny', 'Action': 'iam:CreateRole', 'Resource': '*',"
                        + " 'Condition': {'ForAllValues:StringNotEquals': {'aws:TagKeys': 'Owner'}}}");
        String finding =
                "condition permissions create-tenant has to be given --tag Owner=..., or iam:CreateRole is denied\n";

        assertThat(squeezed(shell.run("doctor").done())).contains(finding);
        assertThat(squeezed(shell.run("doctor --tag Other=me").done())).contains(finding);
        assertThat(shell.run("doctor --tag Owner=me").done().out()).endsWith(FIT);
        shell.run("create-tenant acme --tag Other=me").refused(ExitCode.REFUSED, "iam:CreateRole is denied explicitly");
        shell.run("create-tenant beta --tag Owner=me").done();
    }

    /** An Allow demands too, and so does a boundary. */
    @Test
    void whatAnAllowDemandsIsTold() {
        signInWith(
                "{'Effect': 'Allow', 'NotAction': 'iam:CreateUser', 'Resource': '*'}",
                "{'Effect': 'Allow', 'Action': 'iam:CreateUser', 'Resource': '*', 'Condition': {'StringEquals': {'aws:RequestTag/Stage': 'dev'}}}");
        String limits = "arn:aws:iam::123456789012:policy/limits";
        shell.signOut();
        shell.iam().createPolicy(r -> r.policyName("limits").policyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"},
                 {"Effect": "Deny", "Action": "sagemaker:CreateNotebookInstance", "Resource": "*",
                  "Condition": {"Null": {"aws:RequestTag/Owner": "true"}}}]}"""));
        shell.iam().putUserPermissionsBoundary(r -> r.userName("admin").permissionsBoundary(limits));
        shell.signIn(shell.iam().createAccessKey(r -> r.userName("admin")).accessKey());

        assertThat(squeezed(shell.run("doctor").done()))
                .contains("create-tenant has to be given --tag Stage=dev, or iam:CreateUser is denied\n")
                .contains(
                        "create-tenant has to be given --tag Owner=..., or sagemaker:CreateNotebookInstance is denied\n");
        assertThat(shell.run("doctor --tag Stage=dev --tag Owner=me").done().out())
                .endsWith(FIT);
    }

    @Test
    void whatTheWayOfCallingHasToMeetIsACondition() {
        signInWith(
                ALL,
                "{'Effect': 'Deny', 'Action': 'iam:CreateRole', 'Resource': '*', 'Condition': {'BoolIfExists': {'aws:MultiFactorAuthPresent': 'false'}}}");

        assertThat(squeezed(shell.run("doctor").done()))
                .contains(
                        "condition permissions iam:CreateRole is allowed only where aws:MultiFactorAuthPresent is true\n")
                .endsWith(FIT_BUT);
    }

    /** No option puts a tag on a group, and none changes our own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect': 'Deny', 'Action': 'iam:CreateGroup', 'Resource': '*', 'Condition': {'Null': {'aws:RequestTag/Owner': 'true'}}}",
                "{'Effect': 'Deny', 'Action': 'iam:CreateGroup', 'Resource': '*', 'Condition': {'StringNotEquals': {'iam:PermissionsBoundary': 'x'}}}",
                "{'Effect': 'Deny', 'Action': 'iam:CreateGroup', 'Resource': '*', 'Condition': {'StringEquals': {'aws:PrincipalTag/team': 'red'}}}",
            })
    void whatNoOptionMeetsIsAProblem(String deny) {
        signInWith(ALL, deny);

        Ran ran = shell.run("doctor");

        assertThat(ran.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(ran.out())
                .containsPattern("IAM('s simulator)? denies iam:CreateGroup explicitly, by policy user_admin_rights")
                .doesNotContain("condition");
    }

    @Test
    void withoutTheSimulatorTheOwnPoliciesAreJudged() {
        signInWith(
                ALL,
                "{'Effect': 'Deny', 'Action': ['iam:SimulatePrincipalPolicy', 'iam:CreateUser'], 'Resource': '*'}",
                "{'Effect': 'Deny', 'Action': 'iam:CreateRole', 'Resource': '*', 'Condition': {'Null': {'aws:RequestTag/Owner': 'true'}}}");

        Ran ran = shell.run("doctor");

        assertThat(ran.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(squeezed(ran))
                .contains(
                        "condition permissions create-tenant has to be given --tag Owner=..., or iam:CreateRole is denied\n")
                .contains("problem permissions IAM denies iam:CreateUser explicitly, by policy user_admin_rights\n")
                .contains("warning permissions IAM's simulator cannot be used: ")
                .contains("only the caller's own policies were judged, and read calls were tried");
    }

    @Test
    void withoutTheOwnPoliciesTheSimulatorIsAskedAndThatIsSaid() {
        signInWith(
                ALL,
                "{'Effect': 'Deny', 'Action': 'iam:GetAccountAuthorizationDetails', 'Resource': '*'}",
                "{'Effect': 'Deny', 'Action': 'iam:CreateRole', 'Resource': '*', 'Condition': {'Null': {'aws:RequestTag/Owner': 'true'}}}");

        Ran ran = shell.run("doctor");

        assertThat(ran.exit()).isEqualTo(ExitCode.FOUND.code());
        assertThat(squeezed(ran))
                .contains(
                        "problem permissions IAM's simulator denies iam:CreateRole, iam:GetAccountAuthorizationDetails explicitly")
                .contains("warning permissions the caller's own policies cannot be read: ")
                .contains(
                        "-> allow iam:GetAccountAuthorizationDetails, to see whether they only demand a tag or a boundary");
        assertThat(squeezed(shell.run("doctor --tag Owner=me"))).doesNotContain("iam:CreateRole");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "doctor --tag CostCenter | tag 'CostCenter' is not of the form KEY=VALUE",
                "doctor --tag tenant=x | tag key 'tenant' is reserved",
                "doctor --permissions-boundary x | permissions boundary 'x' is not the ARN of a policy",
                "doctor --permissions-boundary arn:aws-cn:iam::1:policy/x | is not the ARN of a policy",
                "doctor --permissions-boundary arn:aws-cn:iam::123456789012:policy/x | is neither a policy of account 123456789012",
            })
    void badInput(String line, String message) {
        shell.run(line).refused(ExitCode.INVALID_INPUT, message);
    }
}
