package dev.tenantadmin.command.verify.question;

import dev.tenantadmin.command.verify.question.Inquiry.Family;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.permit.PrincipalKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a principal must be able to do in its own tenant for its work. */
final class OwnQuestions {

    static final List<String> LISTS = Stream.of(
                    "EndpointConfigs",
                    "Endpoints",
                    "Models",
                    "NotebookInstances",
                    "ProcessingJobs",
                    "TrainingJobs",
                    "TransformJobs")
            .map(arns -> "sagemaker:List" + arns)
            .toList();

    static final List<String> INVOKE = List.of(
            "sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointAsync", "sagemaker:InvokeEndpointWithResponseStream");

    static final List<String> USE_NOTEBOOK = List.of(
            "sagemaker:CreatePresignedNotebookInstanceUrl",
            "sagemaker:DescribeNotebookInstance",
            "sagemaker:StartNotebookInstance",
            "sagemaker:StopNotebookInstance");

    /** For the idle stop, and for the SageMaker SDK, which looks up the role. */
    static final List<String> KEEP_NOTEBOOK =
            List.of("sagemaker:DescribeNotebookInstance", "sagemaker:StopNotebookInstance");

    private final Subject subject;
    private final TenantArns own;

    OwnQuestions(Subject subject) {
        this.subject = subject;
        this.own = new TenantArns(subject.tenant());
    }

    /** Its daily work. */
    List<Family> allowed() {
        List<Family> all = new ArrayList<>(
                switch (subject.kind()) {
                    case USER, ACCESS_ROLE -> person();
                    case EXECUTION_ROLE -> work();
                    case STRANGER -> List.of();
                });
        if (subject.kind() == PrincipalKind.USER) {
            all.add(may(List.of(own.accessRole()), "sts:AssumeRole", "sts:SetSourceIdentity"));
        }
        if (subject.kind() != PrincipalKind.STRANGER) {
            all.add(may(List.of(own.anything()), LISTS));
            all.add(may(List.of(own.executionRole()), "iam:PassRole"));
            all.addAll(network());
        }
        return all;
    }

    private List<Family> person() {
        return List.of(
                may(own.notebooks(), USE_NOTEBOOK),
                may(own.notebooks(), "sagemaker:ListTags"),
                may(List.of(own.sagemaker("endpoint")), INVOKE),
                may(List.of(own.sagemaker("endpoint")), "sagemaker:DescribeEndpoint", "sagemaker:ListTags"));
    }

    private List<Family> work() {
        return List.of(
                may(own.notebooks(), KEEP_NOTEBOOK),
                made("training-job", "CreateTrainingJob", "DescribeTrainingJob", "StopTrainingJob"),
                made("processing-job", "CreateProcessingJob", "DescribeProcessingJob", "StopProcessingJob"),
                made("transform-job", "CreateTransformJob", "DescribeTransformJob", "StopTransformJob"),
                made("model", "CreateModel", "DeleteModel", "DescribeModel"),
                made(
                        "endpoint-config",
                        "CreateEndpoint",
                        "CreateEndpointConfig",
                        "DeleteEndpointConfig",
                        "DescribeEndpointConfig",
                        "UpdateEndpoint"),
                made(
                        "endpoint",
                        "CreateEndpoint",
                        "DeleteEndpoint",
                        "DescribeEndpoint",
                        "UpdateEndpoint",
                        "UpdateEndpointWeightsAndCapacities"),
                may(List.of(own.sagemaker("endpoint")), INVOKE),
                may(own.logStreams(), "logs:CreateLogStream", "logs:GetLogEvents", "logs:PutLogEvents"),
                may(own.logGroups(), "logs:CreateLogGroup", "logs:DescribeLogStreams"),
                pull(own.repository()),
                may(List.of(own.anything()), "cloudwatch:PutMetricData", "ecr:GetAuthorizationToken"));
    }

    /** Who may create a resource may tag it at creation. */
    private Family made(String type, String... actions) {
        return may(
                List.of(own.sagemaker(type)),
                Stream.concat(Stream.of("AddTags", "ListTags"), Stream.of(actions))
                        .map("sagemaker:"::concat)
                        .toList());
    }

    static Family pull(Target repository) {
        return may(
                List.of(repository),
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:GetDownloadUrlForLayer");
    }

    /** What starting a notebook or a job with a subnet or a key needs. */
    private List<Family> network() {
        Settings settings = subject.tenant().settings();
        List<Family> all = new ArrayList<>();
        if (settings == null) {
            return all;
        }
        String account = subject.tenant().names().home().account();
        settings.get(Options.SUBNET).ifPresent(subnet -> {
            List<Target> joined = new ArrayList<>();
            joined.add(own.elsewhere("subnet", "ec2", account, "subnet/" + subnet));
            joined.add(own.elsewhere("network interface", "ec2", account, "network-interface/eni-0123456789abcdef0"));
            settings.get(Options.SECURITY_GROUPS)
                    .forEach(group ->
                            joined.add(own.elsewhere("security group", "ec2", account, "security-group/" + group)));
            all.add(may(joined, "ec2:CreateNetworkInterface"));
            all.add(may(
                    List.of(own.anything()),
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeSecurityGroups",
                    "ec2:DescribeSubnets",
                    "ec2:DescribeVpcs"));
        });
        settings.get(Options.KMS_KEY).ifPresent(id -> {
            Target key = new Target(
                    subject.tenant().name(), "key", subject.tenant().names().keyArn(id));
            all.add(may(List.of(key), "kms:CreateGrant", "kms:DescribeKey"));
        });
        return all;
    }

    static Family may(List<Target> targets, String... actions) {
        return may(targets, List.of(actions));
    }

    static Family may(List<Target> targets, List<String> actions) {
        return new Family(actions, targets, Expected.ALLOWED);
    }
}
