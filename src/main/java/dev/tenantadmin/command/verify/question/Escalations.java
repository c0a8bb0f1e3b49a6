package dev.tenantadmin.command.verify.question;

import dev.tenantadmin.command.verify.question.Inquiry.Family;
import dev.tenantadmin.policy.language.Arn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a principal must not be able to do in its own tenant: extend its rights, or remove its limits. */
final class Escalations {

    /** A foreign account; AWS uses it in examples. */
    private static final String OTHER_ACCOUNT = "111122223333";

    private final Subject subject;
    private final TenantArns own;

    Escalations(Subject subject) {
        this.subject = subject;
        this.own = new TenantArns(subject.tenant());
    }

    /** Under all circumstances. */
    List<Family> always() {
        List<Family> all = new ArrayList<>(List.of(
                never(
                        own.notebooks(),
                        "sagemaker:CreateNotebookInstance",
                        "sagemaker:DeleteNotebookInstance",
                        "sagemaker:DeleteTags",
                        "sagemaker:UpdateNotebookInstance"),
                never(
                        List.of(own.lifecycleConfig()),
                        "sagemaker:CreateNotebookInstanceLifecycleConfig",
                        "sagemaker:DeleteNotebookInstanceLifecycleConfig",
                        "sagemaker:UpdateNotebookInstanceLifecycleConfig"),
                never(
                        own.policies(),
                        "iam:CreatePolicyVersion",
                        "iam:DeletePolicy",
                        "iam:DeletePolicyVersion",
                        "iam:SetDefaultPolicyVersion",
                        "iam:TagPolicy"),
                never(
                        List.of(own.accessRole(), own.executionRole()),
                        "iam:AttachRolePolicy",
                        "iam:DeleteRolePermissionsBoundary",
                        "iam:DetachRolePolicy",
                        "iam:PutRolePermissionsBoundary",
                        "iam:PutRolePolicy",
                        "iam:TagRole",
                        "iam:UpdateAssumeRolePolicy",
                        "sts:TagSession"),
                never(
                        own.users(),
                        "iam:AttachUserPolicy",
                        "iam:CreateAccessKey",
                        "iam:CreateLoginProfile",
                        "iam:DeleteUserPermissionsBoundary",
                        "iam:PutUserPermissionsBoundary",
                        "iam:PutUserPolicy",
                        "iam:UpdateLoginProfile"),
                never(List.of(own.group()), "iam:AddUserToGroup", "iam:AttachGroupPolicy", "iam:PutGroupPolicy"),
                never(List.of(own.newEntity("role")), "iam:CreateRole"),
                never(List.of(own.newEntity("user")), "iam:CreateUser"),
                never(List.of(own.newEntity("policy")), "iam:CreatePolicy"),
                never(List.of(own.accessRole()), "iam:PassRole"),
                never(List.of(own.executionRole()), "sts:AssumeRole"),
                never(foreignRoles(), "iam:PassRole", "sts:AssumeRole"),
                never(own.logGroups(), "logs:FilterLogEvents", "logs:StartQuery"),
                never(List.of(own.anything()), "iam:ListUsers", "sagemaker:Search")));
        all.addAll(outOfReach());
        all.addAll(
                switch (subject.kind()) {
                    case EXECUTION_ROLE ->
                        List.of(
                                never(
                                        own.notebooks(),
                                        "sagemaker:CreatePresignedNotebookInstanceUrl",
                                        "sagemaker:StartNotebookInstance"),
                                never(List.of(own.accessRole()), "sts:AssumeRole"));
                    case ACCESS_ROLE -> join(work(), never(List.of(own.accessRole()), "sts:AssumeRole"));
                    case USER, STRANGER -> work();
                });
        return all;
    }

    private List<Target> foreignRoles() {
        String partition = subject.tenant().names().home().partition();
        String account = subject.tenant().names().home().account();
        return Stream.of(account, OTHER_ACCOUNT)
                .map(of -> new Target(
                        subject.tenant().name(),
                        "role that is no tenant's",
                        Arn.iam(partition, of, "role/probe").toString()))
                .toList();
    }

    /** Services that no tenant may use, even under its own names, and data of no tenant. */
    private List<Family> outOfReach() {
        List<Family> all = new ArrayList<>();
        List.of(
                        List.of("automl-job", "CreateAutoMLJob"),
                        List.of("domain", "CreateDomain"),
                        List.of("hyper-parameter-tuning-job", "CreateHyperParameterTuningJob"),
                        List.of("inference-component", "CreateInferenceComponent"),
                        List.of("model-package", "CreateModelPackage"),
                        List.of("pipeline", "CreatePipeline"),
                        List.of("user-profile/d-probe", "CreatePresignedDomainUrl"))
                .forEach(pair -> all.add(never(List.of(own.sagemaker(pair.get(0))), "sagemaker:" + pair.get(1))));
        String account = subject.tenant().names().home().account();
        String partition = subject.tenant().names().home().partition();
        all.add(never(
                List.of(new Target(
                        subject.tenant().name(),
                        "foreign object",
                        Arn.s3(partition, "tenant-admin-probe/key").toString())),
                "s3:GetObject",
                "s3:PutObject"));
        all.add(never(
                List.of(own.elsewhere("secret", "secretsmanager", account, "secret:probe")),
                "secretsmanager:GetSecretValue"));
        return all;
    }

    /** Jobs and deployments run as the execution role, which only code in a notebook has. */
    private List<Family> work() {
        return Stream.of("model:CreateModel", "processing-job:CreateProcessingJob", "training-job:CreateTrainingJob")
                .map(pair -> never(
                        List.of(own.sagemaker(pair.substring(0, pair.indexOf(':')))),
                        "sagemaker" + pair.substring(pair.indexOf(':'))))
                .toList();
    }

    private static List<Family> join(List<Family> some, Family one) {
        return Stream.concat(some.stream(), Stream.of(one)).toList();
    }

    static Family never(List<Target> targets, String... actions) {
        return never(targets, List.of(actions));
    }

    static Family never(List<Target> targets, List<String> actions) {
        return new Family(actions, targets, Expected.DENIED);
    }
}
