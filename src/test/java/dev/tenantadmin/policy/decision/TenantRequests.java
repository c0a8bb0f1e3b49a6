package dev.tenantadmin.policy.decision;

import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.OptionValues;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Requests of tenants' principals on their own and on others' things, drawn from a seed. */
final class TenantRequests {
    private static final Home HOME = new Home("aws", Case.ACCOUNT, "eu-west-1");
    private static final List<String> TENANTS = List.of("acme", "acme-west", "acme-w", "a", "nobody");
    private static final String SUBNET = "subnet-0123456789abcdef0";
    private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final String DATA_KEY =
            "arn:aws:kms:eu-west-1:123456789012:key/87654321-12ab-34cd-56ef-1234567890ab";
    /** What a key has that nobody gave a policy: it leaves everything to IAM. */
    static final String DEFAULT_KEY_POLICY = Case.document(List.of(Map.of(
            "Effect", "Allow",
            "Principal", Map.of("AWS", "arn:aws:iam::123456789012:root"),
            "Action", "kms:*",
            "Resource", "*")));

    private static final String ADMINISTRATOR = "arn:aws:iam::123456789012:role/platform/admin";
    private static final Settings PLAIN = Settings.plain(ADMINISTRATOR);
    private static final OptionValues EVERY_ACCESS = OptionValues.NONE
            .with(Options.TRUST_SSO, List.of("Data"))
            .with(Options.REQUIRE_MFA, true)
            .with(Options.ALLOW_CIDR, List.of("203.0.113.0/24", "2001:db8::/32"));
    private static final OptionValues EVERY_WORK = OptionValues.NONE
            .with(Options.DATA_LOCATION, List.of(DataLocation.of("s3://bucket/acme/"), DataLocation.of("s3://other/")))
            .with(Options.DATA_KEY, Optional.of(new DataKey(DATA_KEY)))
            .with(Options.ALLOW_INSTANCE_TYPE, List.of("ml.t3.*", "ml.m5.*"))
            .with(Options.MAX_RUNTIME, Optional.of(Duration.ofHours(6)));
    private static final Settings EVERYTHING = Settings.plain(ADMINISTRATOR)
            .with(Options.SUBNET, Optional.of(SUBNET))
            .with(Options.SECURITY_GROUPS, List.of("sg-00000000000000001", "sg-00000000000000002"))
            .with(Options.KMS_KEY, Optional.of(KEY))
            .with(EVERY_ACCESS)
            .with(EVERY_WORK);

    /** Actions by the ARN that they are on; %s is the prefix of a tenant's names. */
    private static final Map<String, List<String>> ACTIONS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    sagemaker("notebook-instance"),
                    List.of(
                            "sagemaker:CreatePresignedNotebookInstanceUrl",
                            "sagemaker:DescribeNotebookInstance",
                            "sagemaker:StartNotebookInstance",
                            "sagemaker:StopNotebookInstance",
                            "sagemaker:DeleteNotebookInstance",
                            "sagemaker:CreateNotebookInstance",
                            "sagemaker:UpdateNotebookInstance",
                            "sagemaker:AddTags",
                            "sagemaker:DeleteTags",
                            "sagemaker:ListTags")),
            Map.entry(
                    sagemaker("notebook-instance-lifecycle-config"),
                    List.of(
                            "sagemaker:CreateNotebookInstanceLifecycleConfig",
                            "sagemaker:UpdateNotebookInstanceLifecycleConfig",
                            "sagemaker:DescribeNotebookInstanceLifecycleConfig")),
            Map.entry(
                    sagemaker("training-job"),
                    List.of(
                            "sagemaker:CreateTrainingJob",
                            "sagemaker:DescribeTrainingJob",
                            "sagemaker:StopTrainingJob",
                            "sagemaker:AddTags")),
            Map.entry(
                    sagemaker("processing-job"),
                    List.of("sagemaker:CreateProcessingJob", "sagemaker:StopProcessingJob")),
            Map.entry(
                    sagemaker("transform-job"), List.of("sagemaker:CreateTransformJob", "sagemaker:StopTransformJob")),
            Map.entry(
                    sagemaker("model"),
                    List.of(
                            "sagemaker:CreateModel",
                            "sagemaker:DeleteModel",
                            "sagemaker:DescribeModel",
                            "sagemaker:AddTags")),
            Map.entry(
                    sagemaker("endpoint-config"),
                    List.of(
                            "sagemaker:CreateEndpointConfig",
                            "sagemaker:DeleteEndpointConfig",
                            "sagemaker:CreateEndpoint",
                            "sagemaker:UpdateEndpoint")),
            Map.entry(
                    sagemaker("endpoint"),
                    List.of(
                            "sagemaker:CreateEndpoint",
                            "sagemaker:UpdateEndpoint",
                            "sagemaker:InvokeEndpoint",
                            "sagemaker:DeleteEndpoint",
                            "sagemaker:UpdateEndpointWeightsAndCapacities")),
            Map.entry(
                    sagemaker("hyper-parameter-tuning-job"),
                    List.of("sagemaker:CreateHyperParameterTuningJob", "sagemaker:StopHyperParameterTuningJob")),
            Map.entry(
                    "arn:aws:iam::123456789012:role/tenant-admin/eu-west-1/%t/%sexecution",
                    List.of("iam:PassRole", "iam:PutRolePolicy", "iam:GetRole", "sts:AssumeRole")),
            Map.entry(
                    "arn:aws:iam::123456789012:role/tenant-admin/eu-west-1/%t/%saccess",
                    List.of(
                            "iam:PassRole",
                            "iam:UpdateAssumeRolePolicy",
                            "iam:DeleteRolePermissionsBoundary",
                            "sts:AssumeRole",
                            "sts:SetSourceIdentity",
                            "sts:TagSession")),
            Map.entry(
                    "arn:aws:iam::123456789012:policy/tenant-admin/eu-west-1/%t/%sboundary",
                    List.of("iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion")),
            Map.entry(
                    "arn:aws:iam::123456789012:user/tenant-admin/eu-west-1/%t/%sowner", List.of("iam:CreateAccessKey")),
            Map.entry(logs("TrainingJobs:log-stream:%sx/algo-1"), List.of("logs:PutLogEvents", "logs:GetLogEvents")),
            Map.entry(logs("NotebookInstances:log-stream:%smain/jupyter.log"), List.of("logs:PutLogEvents")),
            Map.entry(logs("Endpoints/%sx:log-stream:all"), List.of("logs:PutLogEvents", "logs:GetLogEvents")),
            Map.entry(
                    logs("TrainingJobs:*").replace(":*", ""),
                    List.of("logs:FilterLogEvents", "logs:DescribeLogStreams", "logs:CreateLogGroup")),
            Map.entry(
                    "arn:aws:ecr:eu-west-1:123456789012:repository/%simage",
                    List.of("ecr:BatchGetImage", "ecr:PutImage", "ecr:GetDownloadUrlForLayer")),
            Map.entry("arn:aws:ecr:eu-west-1:763104351884:repository/pytorch-training", List.of("ecr:BatchGetImage")),
            Map.entry("arn:aws:s3:::bucket/%sx", List.of("s3:GetObject")),
            Map.entry("arn:aws:s3:::bucket/%t/x", List.of("s3:GetObject", "s3:PutObject", "s3:PutObjectAcl")),
            Map.entry("arn:aws:s3:::bucket", List.of("s3:ListBucket", "s3:PutBucketPolicy")),
            Map.entry("arn:aws:ec2:eu-west-1:123456789012:subnet/" + SUBNET, List.of("ec2:CreateNetworkInterface")),
            Map.entry(
                    "arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-99999999", List.of("ec2:CreateNetworkInterface")),
            Map.entry(
                    "arn:aws:ec2:eu-west-1:123456789012:network-interface/eni-1",
                    List.of(
                            "ec2:CreateNetworkInterface",
                            "ec2:DeleteNetworkInterface",
                            "ec2:CreateNetworkInterfacePermission")),
            Map.entry(
                    "arn:aws:ec2:eu-west-1:123456789012:security-group/sg-00000000000000001",
                    List.of("ec2:CreateNetworkInterface")),
            Map.entry(DATA_KEY, List.of("kms:Decrypt", "kms:GenerateDataKey", "kms:Encrypt", "kms:CreateGrant")),
            Map.entry(KEY, List.of("kms:CreateGrant", "kms:DescribeKey", "kms:Decrypt")),
            Map.entry(
                    "*",
                    List.of(
                            "cloudwatch:PutMetricData",
                            "ecr:GetAuthorizationToken",
                            "ec2:DescribeSubnets",
                            "ec2:DescribeDhcpOptions",
                            "sagemaker:ListNotebookInstances",
                            "sagemaker:ListDomains",
                            "iam:ListUsers",
                            "sts:GetSessionToken"))));

    private final Random random;

    TenantRequests(long seed) {
        this.random = new Random(seed);
    }

    private static String sagemaker(String type) {
        return "arn:aws:sagemaker:eu-west-1:123456789012:" + type + "/%sx";
    }

    private static String logs(String group) {
        return "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/sagemaker/" + group;
    }

    List<Case> draw(int count) {
        List<Case> cases = new ArrayList<>();
        while (cases.size() < count) {
            cases.add(draw("tenant request " + cases.size()));
        }
        return cases;
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Case draw(String name) {
        String tenant = one(TENANTS);
        // Half of the requests stay at home: on others' things nearly everything is denied.
        String other = random.nextBoolean() ? tenant : one(TENANTS);
        Names names = new Names(new TenantName(tenant), HOME);
        PolicyDocuments documents = new PolicyDocuments(names, random.nextBoolean() ? PLAIN : EVERYTHING);
        String template = one(List.copyOf(ACTIONS.keySet()));
        String action = one(ACTIONS.getOrDefault(template, List.of()));
        String resource = template.replace("%t", other).replace("%s", other + "--");
        int who = random.nextInt(3);
        String principal = switch (who) {
            case 0 -> "arn:aws:iam::123456789012:user" + names.path() + tenant + "--owner";
            case 1 -> "arn:aws:sts::123456789012:assumed-role/" + tenant + "--access/" + tenant + "--owner";
            default -> "arn:aws:sts::123456789012:assumed-role/" + tenant + "--execution/SageMaker";
        };
        List<String> identity = switch (who) {
            case 0 -> List.of(documents.access(), documents.assume());
            case 1 -> List.of(documents.access());
            default -> List.of(documents.execution());
        };
        Names others = new Names(new TenantName(other), HOME);
        PolicyDocuments theirs = new PolicyDocuments(others, PLAIN);
        String resourcePolicy = null;
        if (action.startsWith("kms:")) {
            resourcePolicy = DEFAULT_KEY_POLICY;
        } else if (action.startsWith("sts:") && !resource.equals("*")) {
            resourcePolicy = resource.endsWith("execution") ? theirs.executionTrust() : theirs.accessTrust();
        }
        return new Case(
                name + ": " + action + " on " + resource + " by " + principal,
                principal,
                action,
                resource,
                context(tenant, other, names, who),
                identity,
                random.nextInt(4) == 0 ? null : documents.boundary(),
                who > 0 && random.nextInt(6) == 0 ? sessionPolicy(names) : null,
                resourcePolicy);
    }

    private static String sessionPolicy(Names names) {
        return Case.document(List.of(Map.of(
                "Effect",
                "Allow",
                "Action",
                List.of("sagemaker:*", "iam:PassRole"),
                "Resource",
                List.of(
                        names.ownSagemaker("notebook-instance"),
                        names.ownSagemaker("model"),
                        names.executionRoleArn()))));
    }

    private Map<String, List<String>> context(String tenant, String other, Names names, int who) {
        Map<String, List<String>> context = new TreeMap<>();
        if (who == 0) {
            context.put("aws:username", List.of(tenant + "--owner"));
            context.put(
                    "aws:PrincipalArn", List.of("arn:aws:iam::123456789012:user" + names.path() + tenant + "--owner"));
        } else {
            context.put("aws:PrincipalArn", List.of(who == 1 ? names.accessRoleArn() : names.executionRoleArn()));
        }
        maybe(context, "aws:ResourceTag/tenant", tenant, other);
        maybe(context, "sagemaker:TaggingAction", "CreateTrainingJob", "CreateModel");
        maybe(
                context,
                "sagemaker:ModelArn",
                names.sagemakerArn("model", tenant + "--m"),
                names.sagemakerArn("model", other + "--m"));
        maybe(context, "iam:PassedToService", "sagemaker.amazonaws.com", "ec2.amazonaws.com");
        maybe(context, "sts:SourceIdentity", tenant + "--owner", other + "--owner");
        maybe(context, "sts:RoleSessionName", tenant + "--owner", other + "--owner");
        maybe(context, "cloudwatch:namespace", tenant + "--metrics", "/aws/sagemaker/TrainingJobs");
        maybe(context, "aws:ResourceAccount", Case.ACCOUNT, "763104351884");
        maybe(
                context,
                "kms:ViaService",
                one(List.of("sagemaker.eu-west-1.amazonaws.com", "s3.eu-west-1.amazonaws.com")),
                "ec2.eu-west-1.amazonaws.com");
        maybe(context, "kms:GrantIsForAWSResource", "true", "false");
        maybe(
                context,
                "ec2:Subnet",
                "arn:aws:ec2:eu-west-1:123456789012:subnet/" + SUBNET,
                "arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-9");
        maybe(context, "aws:SourceAccount", Case.ACCOUNT, "210987654321");
        maybe(context, "aws:MultiFactorAuthPresent", "true", "false");
        maybe(context, "aws:SourceIp", "203.0.113.7", "198.51.100.7");
        maybe(context, "s3:prefix", "acme/x", other + "/x");
        maybe(context, "sagemaker:MaxRuntimeInSeconds", "3600", "86400");
        maybe(context, "sagemaker:InstanceTypes", "ml.m5.large", "ml.p4d.24xlarge");
        if (random.nextBoolean()) {
            context.put("aws:RequestTag/tenant", List.of(random.nextInt(3) > 0 ? tenant : other));
            context.put("aws:TagKeys", List.of("tenant"));
        }
        if (random.nextInt(3) > 0) {
            context.put(
                    "sagemaker:VpcSubnets",
                    random.nextInt(3) > 0 ? List.of(SUBNET) : List.of(SUBNET, "subnet-99999999"));
        }
        return context;
    }

    /** Mostly the first, else the second, else nothing. */
    private void maybe(Map<String, List<String>> context, String key, String first, @Nullable String second) {
        int draw = random.nextInt(4);
        if (draw < 2) {
            context.put(key, List.of(first));
        } else if (draw == 2 && second != null) {
            context.put(key, List.of(second));
        }
    }
}
