package dev.tenantadmin.command.verify.outsider;

import java.util.List;
import java.util.stream.Stream;

/** Every way into a tenant that is looked for. */
final class WaysIn {

    private WaysIn() {}

    private static final Thing[] ROLES = {Thing.ACCESS_ROLE, Thing.EXECUTION_ROLE};
    private static final Thing[] WORK = {Thing.ENDPOINT, Thing.ENDPOINT_CONFIG, Thing.MODEL, Thing.JOB};

    /** By which somebody gets onto an instance of EC2. SendCommand needs a document too. */
    static final String USE_INSTANCE = "ssm:SendCommand ssm:StartSession ec2-instance-connect:SendSSHPublicKey";

    /** Ordered by harm. */
    static final List<WayIn> ALL = List.of(
            way("assume-access", Harm.COME_IN, "assumes its access role", "sts:AssumeRole", Thing.ACCESS_ROLE),
            way("assume-execution", Harm.COME_IN, "assumes its execution role", "sts:AssumeRole", Thing.EXECUTION_ROLE),
            way("user-key", Harm.COME_IN, "makes access keys of its users", "iam:CreateAccessKey", Thing.USER),
            way(
                    "user-password",
                    Harm.COME_IN,
                    "sets passwords of its users",
                    "iam:CreateLoginProfile iam:UpdateLoginProfile",
                    Thing.USER),
            way(
                    "user-credential",
                    Harm.COME_IN,
                    "makes other credentials of its users",
                    "iam:CreateServiceSpecificCredential iam:ResetServiceSpecificCredential iam:UploadSigningCertificate"
                            + " iam:UploadSSHPublicKey",
                    Thing.USER),
            way("group-member", Harm.COME_IN, "adds users to its group", "iam:AddUserToGroup", Thing.GROUP),
            new WayIn(
                    "new-user",
                    Harm.COME_IN,
                    "makes a user under its path, with keys and a policy",
                    false,
                    List.of(List.of(
                            new Need("iam:CreateUser", Thing.NEW_USER),
                            new Need("iam:CreateAccessKey iam:CreateLoginProfile", Thing.NEW_USER),
                            new Need("iam:PutUserPolicy iam:AttachUserPolicy", Thing.NEW_USER)))),
            new WayIn(
                    "saml-provider",
                    Harm.COME_IN,
                    "changes the SAML provider that its roles trust",
                    false,
                    List.of(
                            List.of(new Need("iam:UpdateSAMLProvider", Thing.SAML_PROVIDER)),
                            List.of(
                                    new Need("iam:DeleteSAMLProvider", Thing.SAML_PROVIDER),
                                    new Need("iam:CreateSAMLProvider", Thing.SAML_PROVIDER)))),
            way(
                    "oidc-provider",
                    Harm.COME_IN,
                    "changes the OpenID Connect provider that its roles trust: thumbprints, audiences",
                    "iam:UpdateOpenIDConnectProviderThumbprint iam:AddClientIDToOpenIDConnectProvider",
                    Thing.OIDC_PROVIDER),
            administration(
                    "trust-access",
                    Harm.COME_IN,
                    "changes the trust policy of its access role",
                    "iam:UpdateAssumeRolePolicy",
                    Thing.ACCESS_ROLE),
            administration(
                    "trust-execution",
                    Harm.COME_IN,
                    "changes the trust policy of its execution role",
                    "iam:UpdateAssumeRolePolicy",
                    Thing.EXECUTION_ROLE),
            pass("pass-execution", "runs work as its execution role", Thing.EXECUTION_ROLE),
            pass("pass-access", "runs work as its access role", Thing.ACCESS_ROLE),
            way("instance", Harm.COME_IN, "uses instances that run as its roles", USE_INSTANCE, Thing.INSTANCE),
            way(
                    "notebook-open",
                    Harm.COME_IN,
                    "opens its notebook instances",
                    "sagemaker:CreatePresignedNotebookInstanceUrl",
                    Thing.NOTEBOOK),
            way(
                    "lifecycle-change",
                    Harm.COME_IN,
                    "changes its lifecycle config, which runs as root at the next start",
                    "sagemaker:UpdateNotebookInstanceLifecycleConfig",
                    Thing.LIFECYCLE_CONFIG),
            new WayIn(
                    "lifecycle-replace",
                    Harm.COME_IN,
                    "gives its notebook instances a lifecycle config of its own",
                    false,
                    List.of(
                            List.of(
                                    new Need("sagemaker:UpdateNotebookInstance", Thing.NOTEBOOK),
                                    new Need("sagemaker:CreateNotebookInstanceLifecycleConfig", Thing.ANYTHING_NEW)),
                            List.of(
                                    new Need("sagemaker:UpdateNotebookInstance", Thing.NOTEBOOK),
                                    new Need("sagemaker:UpdateNotebookInstanceLifecycleConfig", Thing.ANYTHING)))),
            administration(
                    "role-policy",
                    Harm.WIDEN,
                    "adds policies to its roles",
                    "iam:PutRolePolicy iam:AttachRolePolicy",
                    ROLES),
            administration(
                    "user-policy",
                    Harm.WIDEN,
                    "adds policies to its users",
                    "iam:PutUserPolicy iam:AttachUserPolicy",
                    Thing.USER),
            administration(
                    "group-policy",
                    Harm.WIDEN,
                    "adds policies to its group",
                    "iam:PutGroupPolicy iam:AttachGroupPolicy",
                    Thing.GROUP),
            administration(
                    "policy-version",
                    Harm.WIDEN,
                    "changes its boundary or access policy",
                    "iam:CreatePolicyVersion",
                    Thing.BOUNDARY,
                    Thing.ACCESS_POLICY),
            administration(
                    "policy-default",
                    Harm.WIDEN,
                    "brings back an older version of its boundary or access policy",
                    "iam:SetDefaultPolicyVersion",
                    Thing.BOUNDARY,
                    Thing.ACCESS_POLICY),
            new WayIn(
                    "role-boundary",
                    Harm.WIDEN,
                    "changes or removes the boundary of its roles",
                    true,
                    List.of(
                            List.of(new Need("iam:DeleteRolePermissionsBoundary", ROLES)),
                            List.of(new Need("iam:PutRolePermissionsBoundary", ROLES)))),
            new WayIn(
                    "user-boundary",
                    Harm.WIDEN,
                    "changes or removes the boundary of its users",
                    true,
                    List.of(
                            List.of(new Need("iam:DeleteUserPermissionsBoundary", Thing.USER)),
                            List.of(new Need("iam:PutUserPermissionsBoundary", Thing.USER)))),
            administration(
                    "role-policy-removal",
                    Harm.WIDEN,
                    "removes policies of its roles, such as those that end sessions",
                    "iam:DeleteRolePolicy iam:DetachRolePolicy",
                    ROLES),
            administration(
                    "user-policy-removal",
                    Harm.WIDEN,
                    "removes policies of its users",
                    "iam:DeleteUserPolicy iam:DetachUserPolicy",
                    Thing.USER),
            administration(
                    "group-policy-removal",
                    Harm.WIDEN,
                    "removes policies of its group",
                    "iam:DeleteGroupPolicy iam:DetachGroupPolicy",
                    Thing.GROUP),
            administration(
                    "anchor-tags",
                    Harm.WIDEN,
                    "changes the tags of its boundary, in which its settings are",
                    "iam:TagPolicy iam:UntagPolicy",
                    Thing.BOUNDARY),
            new WayIn(
                    "iam-tags",
                    Harm.WIDEN,
                    "changes the tags of its roles, users and access policy",
                    false,
                    List.of(
                            List.of(new Need("iam:TagRole iam:UntagRole", ROLES)),
                            List.of(new Need("iam:TagUser iam:UntagUser", Thing.USER)),
                            List.of(new Need("iam:TagPolicy iam:UntagPolicy", Thing.ACCESS_POLICY)))),
            way(
                    "tags",
                    Harm.WIDEN,
                    "changes the tags of its notebook instances, lifecycle config, endpoints, models and jobs",
                    "sagemaker:AddTags sagemaker:DeleteTags",
                    Stream.concat(Stream.of(Thing.NOTEBOOK, Thing.LIFECYCLE_CONFIG), Stream.of(WORK))
                            .toArray(Thing[]::new)),
            way(
                    "user-mfa",
                    Harm.WIDEN,
                    "changes the MFA devices of its users",
                    "iam:ResyncMFADevice iam:DeactivateMFADevice iam:EnableMFADevice",
                    Thing.USER),
            way(
                    "notebook-change",
                    Harm.WIDEN,
                    "changes its notebook instances: root access, lifecycle config",
                    "sagemaker:UpdateNotebookInstance",
                    Thing.NOTEBOOK),
            way(
                    "endpoint-change",
                    Harm.WIDEN,
                    "puts other models behind its endpoints",
                    "sagemaker:UpdateEndpoint",
                    Thing.ENDPOINT),
            way("data-read", Harm.READ_DATA, "reads its data", "s3:GetObject s3:GetObjectVersion", Thing.DATA),
            way(
                    "bucket-policy",
                    Harm.READ_DATA,
                    "lets others into the buckets of its data",
                    "s3:PutBucketPolicy s3:DeleteBucketPolicy s3:PutBucketAcl",
                    Thing.BUCKET),
            way(
                    "endpoint-invoke",
                    Harm.READ_DATA,
                    "invokes its endpoints",
                    "sagemaker:InvokeEndpoint sagemaker:InvokeEndpointAsync sagemaker:InvokeEndpointWithResponseStream",
                    Thing.ENDPOINT),
            new WayIn(
                    "log-read",
                    Harm.READ_DATA,
                    "reads the logs of its notebook instances and jobs",
                    false,
                    List.of(
                            List.of(new Need("logs:GetLogEvents", Thing.LOG_STREAM)),
                            List.of(new Need(
                                    "logs:FilterLogEvents logs:StartQuery logs:StartLiveTail logs:CreateExportTask",
                                    Thing.LOG_GROUP)))),
            way(
                    "data-write",
                    Harm.DESTROY,
                    "changes or deletes its data",
                    "s3:PutObject s3:DeleteObject s3:DeleteObjectVersion",
                    Thing.DATA),
            way(
                    "notebook-delete",
                    Harm.DESTROY,
                    "deletes its notebook instances",
                    "sagemaker:DeleteNotebookInstance",
                    Thing.NOTEBOOK),
            way(
                    "lifecycle-delete",
                    Harm.DESTROY,
                    "deletes its lifecycle config",
                    "sagemaker:DeleteNotebookInstanceLifecycleConfig",
                    Thing.LIFECYCLE_CONFIG),
            way(
                    "work-delete",
                    Harm.DESTROY,
                    "deletes its endpoints and models, or stops its jobs",
                    "sagemaker:DeleteEndpoint sagemaker:DeleteEndpointConfig sagemaker:DeleteModel"
                            + " sagemaker:StopTrainingJob sagemaker:StopProcessingJob sagemaker:StopTransformJob",
                    WORK),
            way(
                    "notebook-stop",
                    Harm.DESTROY,
                    "stops its notebook instances",
                    "sagemaker:StopNotebookInstance",
                    Thing.NOTEBOOK),
            new WayIn(
                    "iam-delete",
                    Harm.DESTROY,
                    "deletes its users, roles, group or policies, or takes members out",
                    false,
                    List.of(
                            List.of(new Need(
                                    "iam:DeleteUser iam:DeleteAccessKey iam:UpdateAccessKey iam:DeleteLoginProfile iam:UpdateUser",
                                    Thing.USER)),
                            List.of(new Need("iam:DeleteRole", ROLES)),
                            List.of(new Need("iam:DeleteGroup iam:RemoveUserFromGroup iam:UpdateGroup", Thing.GROUP)),
                            List.of(new Need("iam:DeletePolicy", Thing.BOUNDARY, Thing.ACCESS_POLICY)))),
            way(
                    "notebook-start",
                    Harm.RUN_UP_COST,
                    "starts its notebook instances",
                    "sagemaker:StartNotebookInstance",
                    Thing.NOTEBOOK));

    private static WayIn way(String id, Harm harm, String words, String actions, Thing... things) {
        return new WayIn(id, harm, words, false, List.of(List.of(new Need(actions, things))));
    }

    private static WayIn administration(String id, Harm harm, String words, String actions, Thing... things) {
        return new WayIn(id, harm, words, true, List.of(List.of(new Need(actions, things))));
    }

    private static WayIn pass(String id, String words, Thing role) {
        return new WayIn(
                id,
                Harm.COME_IN,
                words,
                false,
                Runner.ALL.stream().map(runner -> runner.with(role)).toList());
    }
}
