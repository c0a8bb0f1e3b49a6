package dev.tenantadmin.command.verify.question;

import dev.tenantadmin.command.verify.question.Inquiry.Family;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What nobody may do to another tenant's resources: open, run, change or read them, assume its roles, name them, or grant themselves access. */
final class ForeignQuestions {
    private ForeignQuestions() {}

    /** The questions about all these tenants. */
    static List<Family> about(List<Tenancy> others) {
        List<TenantArns> arns = others.stream().map(TenantArns::new).toList();
        return List.of(
                denied(
                        arns,
                        other -> other.notebooks().stream().limit(1),
                        "sagemaker:CreatePresignedNotebookInstanceUrl",
                        "sagemaker:DescribeNotebookInstance",
                        "sagemaker:StartNotebookInstance",
                        "sagemaker:StopNotebookInstance",
                        "sagemaker:UpdateNotebookInstance",
                        "sagemaker:DeleteNotebookInstance",
                        "sagemaker:AddTags",
                        "sagemaker:DeleteTags"),
                denied(
                        arns,
                        other -> Stream.of(other.lifecycleConfig()),
                        "sagemaker:DescribeNotebookInstanceLifecycleConfig",
                        "sagemaker:UpdateNotebookInstanceLifecycleConfig"),
                denied(
                        arns,
                        other -> Stream.of(other.accessRole(), other.executionRole()),
                        "iam:PassRole",
                        "iam:PutRolePolicy",
                        "iam:UpdateAssumeRolePolicy",
                        "sts:AssumeRole"),
                denied(
                        arns,
                        other -> other.policies().stream(),
                        "iam:CreatePolicyVersion",
                        "iam:SetDefaultPolicyVersion"),
                denied(arns, other -> other.users().stream().limit(1), "iam:CreateAccessKey", "iam:CreateLoginProfile"),
                denied(arns, other -> Stream.of(other.group()), "iam:AddUserToGroup", "iam:PutGroupPolicy"),
                denied(
                        arns,
                        other -> Stream.of(other.sagemaker("endpoint")),
                        "sagemaker:DeleteEndpoint",
                        "sagemaker:DescribeEndpoint",
                        "sagemaker:InvokeEndpoint",
                        "sagemaker:UpdateEndpoint"),
                denied(
                        arns,
                        other -> Stream.of(other.sagemaker("endpoint-config")),
                        "sagemaker:CreateEndpoint",
                        "sagemaker:CreateEndpointConfig",
                        "sagemaker:DeleteEndpointConfig",
                        "sagemaker:DescribeEndpointConfig"),
                denied(
                        arns,
                        other -> Stream.of(other.sagemaker("model")),
                        "sagemaker:CreateModel",
                        "sagemaker:DeleteModel",
                        "sagemaker:DescribeModel"),
                denied(
                        arns,
                        other -> Stream.of(other.sagemaker("training-job")),
                        "sagemaker:CreateTrainingJob",
                        "sagemaker:DescribeTrainingJob",
                        "sagemaker:StopTrainingJob"),
                denied(
                        arns,
                        other -> Stream.of(other.sagemaker("processing-job")),
                        "sagemaker:CreateProcessingJob",
                        "sagemaker:StopProcessingJob"),
                denied(
                        arns,
                        other -> Stream.of(other.sagemaker("transform-job")),
                        "sagemaker:CreateTransformJob",
                        "sagemaker:StopTransformJob"),
                denied(arns, other -> other.logStreams().stream(), "logs:GetLogEvents", "logs:PutLogEvents"),
                denied(arns, other -> Stream.of(other.repository()), "ecr:BatchGetImage", "ecr:PutImage"),
                denied(arns, other -> other.data().stream(), DataQuestions.USE_OBJECT));
    }

    private static Family denied(List<TenantArns> others, Function<TenantArns, Stream<Target>> of, String... actions) {
        return new Family(List.of(actions), others.stream().flatMap(of).toList(), Expected.DENIED);
    }
}
