package dev.tenantadmin.command.verify;

import static dev.tenantadmin.command.verify.AccountChange.ACCOUNT;
import static dev.tenantadmin.command.verify.AccountChange.allow;
import static dev.tenantadmin.command.verify.AccountChange.deny;
import static dev.tenantadmin.command.verify.AccountChange.policy;
import static dev.tenantadmin.command.verify.AccountChange.role;
import static dev.tenantadmin.command.verify.AccountChange.trusts;
import static dev.tenantadmin.command.verify.AccountChange.user;

import dev.tenantadmin.testing.Shell;
import java.util.stream.Stream;

/** Changes of what is no tenant's: users, roles and pipelines that get rights over tenants. */
final class ChangesOutside {

    private ChangesOutside() {}

    private static final String SAGEMAKER = "arn:aws:sagemaker:us-east-1:" + Shell.ACCOUNT + ":";
    private static final String TENANTS = "/tenant-admin/us-east-1/";
    private static final String PIPELINES = trusts("Federated", ACCOUNT + "oidc-provider/gitlab.com");

    static Stream<AccountChange> all() {
        return Stream.of(pipelines(), people(), vendors()).flatMap(all -> all);
    }

    private static AccountChange pipeline(String name, String statement) {
        return new AccountChange(name, shell -> role(shell, "pipeline", PIPELINES, statement));
    }

    private static AccountChange person(String name, String statement) {
        return new AccountChange(name, shell -> user(shell, "person", statement));
    }

    private static Stream<AccountChange> pipelines() {
        return Stream.of(
                pipeline("a pipeline writes policies of all roles", allow("iam:PutRolePolicy", ACCOUNT + "role/*")),
                pipeline(
                        "a pipeline writes policies of one tenant's roles",
                        allow("iam:PutRolePolicy", ACCOUNT + "role" + TENANTS + "acme/*")),
                pipeline(
                        "a pipeline attaches policies of AWS",
                        allow(
                                "iam:AttachRolePolicy",
                                "*",
                                "'ArnLike': {'iam:PolicyARN': 'arn:aws:iam::aws:policy/*'}")),
                pipeline("a pipeline makes versions", allow("iam:CreatePolicyVersion", ACCOUNT + "policy/*")),
                pipeline(
                        "a pipeline switches versions of one tenant",
                        allow("iam:SetDefaultPolicyVersion", ACCOUNT + "policy" + TENANTS + "acme/acme--*")),
                pipeline("a pipeline trains as any role", allow("iam:PassRole sagemaker:CreateTrainingJob", "*")),
                pipeline(
                        "a pipeline makes notebooks as any role",
                        allow(
                                "iam:PassRole sagemaker:CreateNotebookInstance",
                                "*",
                                "'StringEqualsIfExists': {'iam:PassedToService': 'sagemaker.amazonaws.com'}")),
                pipeline("a pipeline changes trust", allow("iam:UpdateAssumeRolePolicy", ACCOUNT + "role/*")),
                pipeline("a pipeline cleans up policies", allow("iam:DeleteRolePolicy iam:DetachRolePolicy", "*")),
                pipeline("a pipeline tags roles", allow("iam:TagRole", ACCOUNT + "role/*")),
                pipeline("a pipeline tags SageMaker", allow("sagemaker:AddTags", SAGEMAKER + "*")),
                pipeline("a pipeline cleans up models", allow("sagemaker:DeleteModel", "*")),
                pipeline(
                        "a pipeline keeps lifecycle configs",
                        allow("sagemaker:*NotebookInstanceLifecycleConfig sagemaker:UpdateNotebookInstance", "*")),
                new AccountChange("a pipeline's stack runs as a role that can do everything", shell -> {
                    role(shell, "stacks", trusts("Service", "cloudformation.amazonaws.com"), allow("*", "*"));
                    role(shell, "pipeline", PIPELINES, allow("iam:PassRole cloudformation:CreateStack", "*"));
                }),
                new AccountChange("a pipeline assumes a role that deploys", shell -> {
                    role(shell, "deploy", trusts("AWS", ACCOUNT + "root"), allow("iam:*", ACCOUNT + "role/*"));
                    role(shell, "pipeline", PIPELINES, allow("sts:AssumeRole", ACCOUNT + "role/deploy"));
                }));
    }

    private static Stream<AccountChange> people() {
        return Stream.of(
                person("a helpdesk makes keys", allow("iam:CreateAccessKey iam:DeleteAccessKey", ACCOUNT + "user/*")),
                person("a helpdesk sets passwords", allow("iam:CreateLoginProfile", ACCOUNT + "user" + TENANTS + "*")),
                person("a helpdesk changes MFA devices", allow("iam:EnableMFADevice", ACCOUNT + "user/*")),
                person("a helpdesk fills groups", allow("iam:AddUserToGroup", ACCOUNT + "group/*")),
                person(
                        "a helpdesk makes keys with MFA",
                        allow("iam:CreateAccessKey", "*", "'Bool': {'aws:MultiFactorAuthPresent': 'true'}")),
                person("somebody removes boundaries of roles", allow("iam:DeleteRolePermissionsBoundary", "*")),
                person(
                        "somebody makes users anywhere",
                        allow("iam:CreateUser iam:CreateLoginProfile iam:AttachUserPolicy", ACCOUNT + "user/*")),
                person(
                        "somebody opens notebooks named main",
                        allow("sagemaker:CreatePresignedNotebookInstanceUrl", SAGEMAKER + "notebook-instance/*--main")),
                person(
                        "somebody opens notebooks of four letters",
                        allow(
                                "sagemaker:CreatePresignedNotebookInstanceUrl",
                                SAGEMAKER + "notebook-instance/????--main")),
                person(
                        "somebody starts notebooks in capitals",
                        allow("sagemaker:StartNotebookInstance", SAGEMAKER + "notebook-instance/ACME--*")),
                person(
                        "somebody starts what is tagged",
                        allow(
                                "sagemaker:StartNotebookInstance",
                                "*",
                                "'StringEquals': {'aws:ResourceTag/tenant': ['acme', 'a']}")),
                person(
                        "somebody stops what is not protected by a tag that nobody sets",
                        allow(
                                "sagemaker:StopNotebookInstance",
                                "*",
                                "'StringNotEquals': {'aws:ResourceTag/protected': 'true'}")),
                person("somebody reads logs", allow("logs:GetLogEvents logs:FilterLogEvents", "*")),
                new AccountChange(
                        "somebody is denied by a condition that never holds",
                        shell -> user(
                                shell,
                                "person",
                                allow("sagemaker:InvokeEndpoint", "*"),
                                deny("sagemaker:*", "*", "'StringEquals': {'aws:PrincipalTag/tenant': 'acme'}"))),
                person("somebody reads the data lake", allow("s3:Get*", "arn:aws:s3:::lake/*")),
                person("somebody shares buckets", allow("s3:PutBucketPolicy", "arn:aws:s3:::*")),
                new AccountChange("somebody changes the own policy", shell -> {
                    shell.iam().createUser(r -> r.userName("person"));
                    String arn = shell.iam()
                            .createPolicy(r -> r.policyName("own")
                                    .policyDocument(policy(allow("iam:CreatePolicyVersion", ACCOUNT + "policy/own"))))
                            .policy()
                            .arn();
                    shell.iam().attachUserPolicy(r -> r.userName("person").policyArn(arn));
                }));
    }

    private static Stream<AccountChange> vendors() {
        String vendor = trusts("AWS", "arn:aws:iam::999988887777:root", "'StringEquals': {'sts:ExternalId': 'x'}");
        return Stream.of(
                new AccountChange(
                        "a vendor has all of SageMaker",
                        shell -> role(shell, "vendor", vendor, allow("sagemaker:*", "*"))),
                new AccountChange(
                        "a vendor scans and starts at night",
                        shell -> role(
                                shell,
                                "vendor",
                                vendor,
                                allow(
                                        "sagemaker:StartNotebookInstance sagemaker:StopNotebookInstance",
                                        "*",
                                        "'DateGreaterThan': {'aws:CurrentTime': '2020-01-01T00:00:00Z'}"))),
                new AccountChange(
                        "a vendor's agent invokes from its network",
                        shell -> role(
                                shell,
                                "vendor",
                                vendor,
                                allow("sagemaker:InvokeEndpoint", "*", "'StringEquals': {'aws:SourceVpc': 'vpc-1'}"))),
                new AccountChange("a vendor's machines have a role with notebooks", shell -> {
                    role(
                            shell,
                            "agent",
                            trusts("Service", "ec2.amazonaws.com"),
                            allow("sagemaker:UpdateNotebookInstance", "*"));
                    shell.iam().createInstanceProfile(r -> r.instanceProfileName("agent"));
                    shell.iam()
                            .addRoleToInstanceProfile(
                                    r -> r.instanceProfileName("agent").roleName("agent"));
                }));
    }
}
