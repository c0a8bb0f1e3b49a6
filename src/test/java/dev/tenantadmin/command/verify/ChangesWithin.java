package dev.tenantadmin.command.verify;

import static dev.tenantadmin.command.verify.AccountChange.ACCOUNT;
import static dev.tenantadmin.command.verify.AccountChange.allow;
import static dev.tenantadmin.command.verify.AccountChange.deny;
import static dev.tenantadmin.command.verify.AccountChange.give;
import static dev.tenantadmin.command.verify.AccountChange.policy;
import static dev.tenantadmin.command.verify.AccountChange.role;
import static dev.tenantadmin.command.verify.AccountChange.trust;
import static dev.tenantadmin.command.verify.AccountChange.trusts;
import static dev.tenantadmin.command.verify.AccountChange.unbounded;
import static dev.tenantadmin.command.verify.AccountChange.user;

import dev.tenantadmin.testing.Shell;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Changes of what is acme's own: policies of its principals, trust, boundaries, versions, notebooks and models. */
final class ChangesWithin {

    private ChangesWithin() {}

    private static final String SAGEMAKER = "arn:aws:sagemaker:us-east-1:" + Shell.ACCOUNT + ":";
    private static final String ROOT = ACCOUNT + "root";
    private static final String ACCESS_POLICY = ACCOUNT + "policy/tenant-admin/us-east-1/acme/acme--access";
    private static final String EXECUTION_ROLE = ACCOUNT + "role/tenant-admin/us-east-1/acme/acme--execution";

    static Stream<AccountChange> all() {
        return Stream.of(policies(), admissions(), rest()).flatMap(all -> all);
    }

    private static Stream<AccountChange> policies() {
        return Stream.of(
                new AccountChange(
                        "a vendor's role may do all but IAM, within its boundary",
                        shell -> shell.iam()
                                .putRolePolicy(r -> r.roleName("acme--execution")
                                        .policyName("quickfix")
                                        .policyDocument(
                                                policy("{'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'}")))),
                new AccountChange(
                        "all notebooks but those of one tenant",
                        shell -> unbounded(
                                shell,
                                "acme--owner",
                                "{'Effect': 'Allow', 'Action': 'sagemaker:StopNotebookInstance', 'NotResource': '%snotebook-instance/acme-west--*'}"
                                        .formatted(SAGEMAKER))),
                new AccountChange(
                        "what is tagged otherwise than one tenant",
                        shell -> unbounded(
                                shell,
                                "acme--access",
                                allow(
                                        "sagemaker:InvokeEndpoint",
                                        "*",
                                        "'StringNotEquals': {'aws:ResourceTag/tenant': 'acme-west'}"))),
                new AccountChange(
                        "what has the own tag, or none",
                        shell -> unbounded(
                                shell,
                                "acme--execution",
                                allow(
                                        "sagemaker:DeleteModel",
                                        SAGEMAKER + "model/*",
                                        "'StringEqualsIfExists': {'aws:ResourceTag/tenant': 'acme'}"))),
                new AccountChange(
                        "what has any tag of tenants",
                        shell -> unbounded(
                                shell,
                                "acme--owner",
                                allow(
                                        "sagemaker:CreatePresignedNotebookInstanceUrl",
                                        "*",
                                        "'StringLike': {'aws:ResourceTag/tenant': '*'}"))),
                new AccountChange(
                        "a question mark for a letter",
                        shell -> unbounded(
                                shell,
                                "acme--execution",
                                allow("sagemaker:InvokeEndpoint", SAGEMAKER + "endpoint/acme?west--*"))),
                new AccountChange(
                        "a prefix without the delimiter",
                        shell -> unbounded(
                                shell,
                                "acme--execution",
                                allow("sagemaker:StopTrainingJob", SAGEMAKER + "training-job/acme*"))),
                new AccountChange(
                        "all notebooks named main",
                        shell -> unbounded(
                                shell,
                                "acme--access",
                                allow("sagemaker:StartNotebookInstance", SAGEMAKER + "notebook-instance/*--main"))),
                new AccountChange(
                        "a user name as the prefix",
                        shell -> unbounded(
                                shell,
                                "acme--owner",
                                allow(
                                        "sagemaker:DeleteNotebookInstance",
                                        SAGEMAKER + "notebook-instance/${aws:username}*"))),
                new AccountChange(
                        "all in the right region alone",
                        shell -> unbounded(
                                shell,
                                "acme--access",
                                allow(
                                        "sagemaker:DescribeNotebookInstance",
                                        "*",
                                        "'StringEquals': {'aws:RequestedRegion': 'us-east-1'}"))),
                new AccountChange(
                        "all from the office alone",
                        shell -> unbounded(
                                shell,
                                "acme--owner",
                                allow(
                                        "sagemaker:UpdateEndpoint",
                                        "*",
                                        "'IpAddress': {'aws:SourceIp': '203.0.113.0/24'}"))),
                new AccountChange(
                        "a deny that never holds",
                        shell -> unbounded(
                                shell,
                                "acme--access",
                                allow("sagemaker:InvokeEndpoint", "*"),
                                deny(
                                        "sagemaker:InvokeEndpoint",
                                        SAGEMAKER + "endpoint/a--*",
                                        "'StringEquals': {'aws:username': 'nobody'}"))),
                new AccountChange(
                        "a deny that forgets the casing of names",
                        shell -> unbounded(
                                shell,
                                "acme--execution",
                                allow("sagemaker:DeleteEndpoint", SAGEMAKER + "endpoint/A--*"),
                                deny("sagemaker:DeleteEndpoint", SAGEMAKER + "endpoint/a--*", ""))),
                new AccountChange(
                        "the notebook may tag",
                        shell -> give(shell, "acme--execution", allow("sagemaker:AddTags sagemaker:DeleteTags", "*"))),
                new AccountChange(
                        "the group may make keys of its members",
                        shell -> give(
                                shell,
                                "acme--members",
                                allow("iam:CreateAccessKey", ACCOUNT + "user/*/${aws:username}"))),
                new AccountChange(
                        "the user may make keys of users by a prefix",
                        shell -> unbounded(
                                shell,
                                "acme--owner",
                                allow("iam:CreateAccessKey", ACCOUNT + "user/tenant-admin/us-east-1/acme*"))),
                new AccountChange(
                        "the user may remove boundaries",
                        shell -> unbounded(shell, "acme--owner", allow("iam:DeleteUserPermissionsBoundary", "*"))),
                new AccountChange(
                        "the notebook decrypts with every key",
                        shell -> unbounded(shell, "acme--execution", allow("kms:Decrypt", "*"))),
                new AccountChange(
                        "the notebook runs functions as its role",
                        shell -> unbounded(
                                shell,
                                "acme--execution",
                                allow("iam:PassRole", EXECUTION_ROLE),
                                allow("lambda:CreateFunction lambda:InvokeFunction", "*"))));
    }

    private static Stream<AccountChange> admissions() {
        return Stream.of(
                new AccountChange("the access role is for a team whose tag nobody has", shell -> {
                    user(shell, "developer", allow("sts:AssumeRole", "*"));
                    trust(
                            shell,
                            "acme--access",
                            trusts("AWS", ROOT, "'ForAllValues:StringEquals': {'aws:PrincipalTag/team': 'ml'}"));
                }),
                new AccountChange("the access role is for everybody but one", shell -> {
                    user(shell, "developer", allow("sts:AssumeRole", "*"));
                    trust(
                            shell,
                            "acme--access",
                            trusts(
                                    "AWS",
                                    ROOT,
                                    "'ArnNotLike': {'aws:PrincipalArn': '%suser/mallory'}".formatted(ACCOUNT)));
                }),
                new AccountChange(
                        "the access role is for a workflow of any repository",
                        shell -> trust(
                                shell,
                                "acme--access",
                                trusts(
                                        "Federated",
                                        ACCOUNT + "oidc-provider/token.actions.githubusercontent.com",
                                        "'StringLike': {'token.actions.githubusercontent.com:sub': '*'}"))),
                new AccountChange(
                        "the access role is for a vendor with any external id",
                        shell -> trust(
                                shell,
                                "acme--access",
                                trusts(
                                        "AWS",
                                        "arn:aws:iam::999988887777:root",
                                        "'StringLike': {'sts:ExternalId': '*'}"))),
                new AccountChange("the access role is for functions", shell -> {
                    user(
                            shell,
                            "ci",
                            allow("iam:PassRole", "*"),
                            allow("lambda:CreateFunction lambda:InvokeFunction", "*"));
                    trust(shell, "acme--access", trusts("Service", "lambda.amazonaws.com"));
                }),
                new AccountChange("the execution role runs containers", shell -> {
                    user(
                            shell,
                            "ci",
                            allow("iam:PassRole", "*", "'StringLike': {'iam:PassedToService': 'ecs*'}"),
                            allow("ecs:RegisterTaskDefinition ecs:RunTask", "*"));
                    trust(
                            shell,
                            "acme--execution",
                            trusts("Service", "sagemaker.amazonaws.com"),
                            trusts("Service", "ecs-tasks.amazonaws.com"));
                }),
                new AccountChange("the execution role can be assumed by a developer", shell -> {
                    user(shell, "developer", allow("s3:ListAllMyBuckets", "*"));
                    trust(
                            shell,
                            "acme--execution",
                            trusts("Service", "sagemaker.amazonaws.com"),
                            trusts("AWS", ACCOUNT + "user/developer"));
                }),
                new AccountChange("the access role's trust loses its deny", shell -> {
                    String trust = shell.iam()
                            .getRole(r -> r.roleName("acme--access"))
                            .role()
                            .assumeRolePolicyDocument();
                    String document = URLDecoder.decode(trust, StandardCharsets.UTF_8);
                    String allows = document.substring(0, document.lastIndexOf(",{")) + "]}";
                    shell.iam()
                            .updateAssumeRolePolicy(
                                    r -> r.roleName("acme--access").policyDocument(allows));
                }));
    }

    private static Stream<AccountChange> rest() {
        return Stream.of(
                new AccountChange("the user has the boundary of developers", shell -> {
                    String arn = shell.iam()
                            .createPolicy(r -> r.policyName("developers")
                                    .policyDocument(
                                            policy("{'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'}")))
                            .policy()
                            .arn();
                    shell.iam()
                            .putUserPermissionsBoundary(
                                    r -> r.userName("acme--owner").permissionsBoundary(arn));
                }),
                new AccountChange("the user is in a group of developers", shell -> {
                    shell.iam().createGroup(r -> r.groupName("developers"));
                    shell.iam()
                            .putGroupPolicy(r -> r.groupName("developers")
                                    .policyName("may")
                                    .policyDocument(policy(allow("sagemaker:DeleteEndpoint", "*"))));
                    shell.iam().addUserToGroup(r -> r.groupName("developers").userName("acme--owner"));
                }),
                new AccountChange(
                        "an older version of the access policy stays",
                        shell -> shell.iam()
                                .createPolicyVersion(r -> r.policyArn(ACCESS_POLICY)
                                        .policyDocument(policy(allow("*", "*")))
                                        .setAsDefault(false))),
                new AccountChange(
                        "sessions of the access role last twelve hours",
                        shell -> shell.iam()
                                .updateRole(r -> r.roleName("acme--access").maxSessionDuration(43_200))),
                new AccountChange("without MFA by a deny that holds for who has the key alone", shell -> {
                    shell.run("create-tenant acme -q --require-mfa").done();
                    var assume = shell.iam()
                            .getGroupPolicy(r -> r.groupName("acme--members").policyName("assume"));
                    String document = URLDecoder.decode(assume.policyDocument(), StandardCharsets.UTF_8);
                    shell.iam()
                            .putGroupPolicy(r -> r.groupName("acme--members")
                                    .policyName("assume")
                                    .policyDocument(document.replace("BoolIfExists", "Bool")));
                }),
                new AccountChange("the notebook gets a vendor's role", shell -> {
                    role(shell, "vendor", trusts("Service", "sagemaker.amazonaws.com"), allow("s3:*", "*"));
                    shell.run("stop acme -q").done();
                    shell.sagemaker()
                            .updateNotebookInstance(
                                    r -> r.notebookInstanceName("acme--main").roleArn(ACCOUNT + "role/vendor"));
                }));
    }
}
