package dev.tenantadmin.policy.decision;

import dev.tenantadmin.tenant.document.PolicyDocuments;
import dev.tenantadmin.tenant.document.Revocation;
import dev.tenantadmin.tenant.document.Revocation.Ending;
import dev.tenantadmin.tenant.document.Revocation.Whose;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.OptionValues;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.option.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the documents of tenant acme have to let through and to keep out, each with a name. */
final class TenantCases {

    private static final Home HOME = new Home("aws", Case.ACCOUNT, "eu-west-1");
    private static final Names ACME = new Names(new TenantName("acme"), HOME);
    private static final Names WEST = new Names(new TenantName("acme-west"), HOME);
    private static final String ADMINISTRATOR = "arn:aws:iam::123456789012:role/platform/admin";
    private static final String OWNER = "acme--owner";
    private static final String ALL = Case.document(List.of(Map.of("Effect", "Allow", "Action", "*", "Resource", "*")));
    private static final Map<String, List<String>> NOTHING = Map.of();
    private static final Map<String, List<String>> HERE = Map.of("aws:ResourceAccount", List.of(Case.ACCOUNT));

    private final List<Tables.Expected> cases = new ArrayList<>();

    private TenantCases() {}

    static List<Tables.Expected> all() {
        TenantCases all = new TenantCases();
        all.walls();
        all.tags();
        all.notebookTags();
        all.data();
        all.metrics();
        all.fileSystems();
        all.logGroups();
        all.accounts();
        all.limits();
        all.signatures();
        all.multiFactor();
        all.addresses();
        all.network();
        all.trusts();
        all.outsiders();
        all.withdrawal();
        all.endings();
        all.suspension();
        return all.cases;
    }

    /** Who asks. */
    private enum Who {
        USER,
        ACCESS,
        EXECUTION;

        String principal() {
            return switch (this) {
                case USER -> "arn:aws:iam::123456789012:user" + ACME.path() + OWNER;
                case ACCESS -> "arn:aws:sts::123456789012:assumed-role/acme--access/" + OWNER;
                case EXECUTION -> "arn:aws:sts::123456789012:assumed-role/acme--execution/SageMaker";
            };
        }

        List<String> policies(PolicyDocuments documents) {
            return switch (this) {
                case USER -> List.of(documents.access(), documents.assume());
                case ACCESS -> List.of(documents.access());
                case EXECUTION -> List.of(documents.execution());
            };
        }

        String arn() {
            return switch (this) {
                case USER -> principal();
                case ACCESS -> ACME.accessRoleArn();
                case EXECUTION -> ACME.executionRoleArn();
            };
        }
    }

    private static Settings options(OptionValues access, OptionValues work) {
        return Settings.plain(ADMINISTRATOR).with(access).with(work);
    }

    private static Settings work(List<String> data, List<String> types, @Nullable Duration longest) {
        return options(
                OptionValues.NONE,
                OptionValues.NONE
                        .with(
                                Options.DATA_LOCATION,
                                data.stream().map(DataLocation::of).toList())
                        .with(Options.ALLOW_INSTANCE_TYPE, types)
                        .with(Options.MAX_RUNTIME, Optional.ofNullable(longest)));
    }

    private static Settings mfa() {
        return options(OptionValues.NONE.with(Options.REQUIRE_MFA, true), OptionValues.NONE);
    }

    private static Settings mfaInSubnet() {
        return mfa().with(Options.SUBNET, Optional.of("subnet-0123")).with(Options.SECURITY_GROUPS, List.of("sg-1"));
    }

    private void add(
            String name,
            String outcome,
            Who who,
            String action,
            String resource,
            Map<String, List<String>> keys,
            List<String> identity,
            @Nullable String boundary,
            @Nullable String trust) {
        Map<String, List<String>> context = new TreeMap<>(keys);
        context.put("aws:PrincipalArn", List.of(who.arn()));
        if (who == Who.USER) {
            context.put("aws:username", List.of(OWNER));
        }
        cases.add(new Tables.Expected(
                new Case(
                        name + ", " + who.name().toLowerCase(java.util.Locale.ROOT) + ": " + action + " on " + resource,
                        who.principal(),
                        action,
                        resource,
                        context,
                        identity,
                        boundary,
                        null,
                        trust),
                outcome));
    }

    private void allowed(
            String name, Settings options, Who who, String action, String resource, Map<String, List<String>> keys) {
        decided(name, "allowed", options, who, action, resource, keys);
    }

    private void denied(
            String name, Settings options, Who who, String action, String resource, Map<String, List<String>> keys) {
        decided(name, "denied", options, who, action, resource, keys);
    }

    private void decided(
            String name,
            String outcome,
            Settings options,
            Who who,
            String action,
            String resource,
            Map<String, List<String>> keys) {
        PolicyDocuments documents = new PolicyDocuments(ACME, options);
        add(
                name,
                outcome,
                who,
                action,
                resource,
                keys,
                who.policies(documents),
                documents.boundary(),
                trust(action, resource, documents));
    }

    /** By both walls, by the identity policies without a boundary, and by the boundary around a policy that allows everything. */
    private void deniedByEachWall(
            String name, Settings options, Who who, String action, String resource, Map<String, List<String>> keys) {
        PolicyDocuments documents = new PolicyDocuments(ACME, options);
        String trust = trust(action, resource, documents);
        denied(name, options, who, action, resource, keys);
        add(name + " (policies alone)", "denied", who, action, resource, keys, who.policies(documents), null, trust);
        add(
                name + " (boundary alone)",
                "denied",
                who,
                action,
                resource,
                keys,
                List.of(ALL),
                documents.boundary(),
                trust);
    }

    private static @Nullable String trust(String action, String resource, PolicyDocuments own) {
        if (action.startsWith("kms:")) {
            return TenantRequests.DEFAULT_KEY_POLICY;
        }
        if (!action.startsWith("sts:")) {
            return null;
        }
        PolicyDocuments theirs = new PolicyDocuments(WEST, Settings.plain(ADMINISTRATOR));
        return resource.equals(ACME.accessRoleArn())
                ? own.accessTrust()
                : resource.equals(ACME.executionRoleArn()) ? own.executionTrust() : theirs.accessTrust();
    }

    private void walls() {
        Settings plain = Settings.plain(ADMINISTRATOR);
        Map<String, List<String>> own = Map.of("aws:ResourceTag/tenant", List.of("acme"));
        Map<String, List<String>> theirs = Map.of("aws:ResourceTag/tenant", List.of("acme-west"));
        for (Who who : Who.values()) {
            for (Map<String, List<String>> tag : List.of(theirs, NOTHING)) {
                String how = tag.isEmpty() ? "another's by name" : "another's by name and tag";
                for (String action : List.of(
                        "CreatePresignedNotebookInstanceUrl",
                        "DescribeNotebookInstance",
                        "StartNotebookInstance",
                        "StopNotebookInstance",
                        "UpdateNotebookInstance",
                        "DeleteNotebookInstance")) {
                    deniedByEachWall(
                            how,
                            plain,
                            who,
                            "sagemaker:" + action,
                            WEST.sagemakerArn("notebook-instance", "acme-west--main"),
                            tag);
                }
                deniedByEachWall(
                        how,
                        plain,
                        who,
                        "sagemaker:InvokeEndpoint",
                        WEST.sagemakerArn("endpoint", "acme-west--e"),
                        tag);
                deniedByEachWall(
                        how,
                        plain,
                        who,
                        "sagemaker:CreateEndpoint",
                        WEST.sagemakerArn("endpoint-config", "acme-west--c"),
                        tag);
                deniedByEachWall(
                        how,
                        plain,
                        who,
                        "sagemaker:DescribeTrainingJob",
                        WEST.sagemakerArn("training-job", "acme-west--j"),
                        tag);
                deniedByEachWall(
                        how,
                        plain,
                        who,
                        "sagemaker:DescribeNotebookInstanceLifecycleConfig",
                        WEST.sagemakerArn("notebook-instance-lifecycle-config", "acme-west--setup"),
                        tag);
            }
            deniedByEachWall(
                    "another's by tag alone",
                    plain,
                    who,
                    "sagemaker:DescribeNotebookInstance",
                    ACME.sagemakerArn("notebook-instance", "acme--main"),
                    theirs);
            deniedByEachWall(
                    "another's role",
                    plain,
                    who,
                    "iam:PassRole",
                    WEST.executionRoleArn(),
                    Map.of("iam:PassedToService", List.of("sagemaker.amazonaws.com")));
            deniedByEachWall(
                    "the own role to another service",
                    plain,
                    who,
                    "iam:PassRole",
                    ACME.executionRoleArn(),
                    Map.of("iam:PassedToService", List.of("ec2.amazonaws.com")));
            deniedByEachWall(
                    "another's access role",
                    plain,
                    who,
                    "sts:AssumeRole",
                    WEST.accessRoleArn(),
                    Map.of("sts:RoleSessionName", List.of(OWNER), "sts:SourceIdentity", List.of(OWNER)));
            deniedByEachWall(
                    "another's log stream",
                    plain,
                    who,
                    "logs:GetLogEvents",
                    "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/sagemaker/TrainingJobs:log-stream:acme-west--j/algo-1",
                    NOTHING);
            deniedByEachWall(
                    "a whole log group",
                    plain,
                    who,
                    "logs:FilterLogEvents",
                    "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/sagemaker/TrainingJobs",
                    NOTHING);
            deniedByEachWall(
                    "an image of another's repository",
                    plain,
                    who,
                    "ecr:BatchGetImage",
                    "arn:aws:ecr:eu-west-1:123456789012:repository/acme-west--image",
                    Map.of("aws:ResourceAccount", List.of(Case.ACCOUNT)));
            deniedByEachWall(
                    "another's model in an endpoint config",
                    plain,
                    who,
                    "sagemaker:CreateEndpointConfig",
                    ACME.sagemakerArn("endpoint-config", "acme--c"),
                    Map.of("sagemaker:ModelArn", List.of(WEST.sagemakerArn("model", "acme-west--m"))));
            deniedByEachWall(
                    "no model in a transform job",
                    plain,
                    who,
                    "sagemaker:CreateTransformJob",
                    ACME.sagemakerArn("transform-job", "acme--t"),
                    NOTHING);
            deniedByEachWall("another's data", plain, who, "s3:GetObject", "arn:aws:s3:::bucket/acme-west/x", NOTHING);
        }
        allowed(
                "the own notebook",
                plain,
                Who.ACCESS,
                "sagemaker:CreatePresignedNotebookInstanceUrl",
                ACME.sagemakerArn("notebook-instance", "acme--main"),
                own);
        allowed(
                "the own notebook, not tagged",
                plain,
                Who.USER,
                "sagemaker:DescribeNotebookInstance",
                ACME.sagemakerArn("notebook-instance", "acme--none"),
                NOTHING);
        allowed(
                "the own log stream",
                plain,
                Who.EXECUTION,
                "logs:GetLogEvents",
                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/sagemaker/TrainingJobs:log-stream:acme--j/algo-1",
                NOTHING);
        allowed(
                "an image of the own repository",
                plain,
                Who.EXECUTION,
                "ecr:BatchGetImage",
                "arn:aws:ecr:eu-west-1:123456789012:repository/acme--image",
                Map.of("aws:ResourceAccount", List.of(Case.ACCOUNT)));
        allowed(
                "an image of AWS",
                plain,
                Who.EXECUTION,
                "ecr:BatchGetImage",
                "arn:aws:ecr:eu-west-1:763104351884:repository/pytorch-training",
                Map.of("aws:ResourceAccount", List.of("763104351884")));
    }

    /** Every call that takes tags, with tags that the caller chose. */
    private void tags() {
        Settings plain = Settings.plain(ADMINISTRATOR);
        Map<String, String> creates = new TreeMap<>(Map.of(
                "CreateTrainingJob", "training-job",
                "CreateProcessingJob", "processing-job",
                "CreateTransformJob", "transform-job",
                "CreateModel", "model",
                "CreateEndpointConfig", "endpoint-config",
                "CreateEndpoint", "endpoint"));
        creates.forEach((create, type) -> {
            String arn = ACME.sagemakerArn(type, "acme--x");
            for (String action : List.of(create, "AddTags")) {
                Map<String, List<String>> keys = new TreeMap<>(Map.of("aws:TagKeys", List.of("tenant")));
                if (action.equals("AddTags")) {
                    keys.put("sagemaker:TaggingAction", List.of(create));
                }
                if (action.equals("CreateTransformJob") || action.equals("CreateEndpointConfig")) {
                    keys.put("sagemaker:ModelArn", List.of(ACME.sagemakerArn("model", "acme--m")));
                }
                keys.put("aws:RequestTag/tenant", List.of("acme"));
                allowed("with the own tag in " + create, plain, Who.EXECUTION, "sagemaker:" + action, arn, keys);
                keys.put("aws:RequestTag/tenant", List.of("acme-west"));
                deniedByEachWall(
                        "with another's tag in " + create, plain, Who.EXECUTION, "sagemaker:" + action, arn, keys);
            }
            Map<String, List<String>> later =
                    Map.of("aws:TagKeys", List.of("tenant"), "aws:RequestTag/tenant", List.of("acme"));
            deniedByEachWall("tagging later", plain, Who.EXECUTION, "sagemaker:AddTags", arn, later);
            deniedByEachWall(
                    "taking tags away",
                    plain,
                    Who.EXECUTION,
                    "sagemaker:DeleteTags",
                    arn,
                    Map.of("aws:TagKeys", List.of("tenant")));
        });
    }

    private void notebookTags() {
        String notebook = ACME.sagemakerArn("notebook-instance", "acme--main");
        for (Who who : Who.values()) {
            Map<String, List<String>> keys =
                    Map.of("aws:TagKeys", List.of("tenant"), "aws:RequestTag/tenant", List.of("acme"));
            for (String action : List.of("sagemaker:AddTags", "sagemaker:DeleteTags")) {
                deniedByEachWall("the tags of a notebook", Settings.plain(ADMINISTRATOR), who, action, notebook, keys);
            }
        }
    }

    private void data() {
        Settings one = work(List.of("s3://bucket/acme/"), List.of(), null);
        Settings two = work(List.of("s3://bucket/acme/", "s3://other/west/"), List.of(), null);
        Settings whole = work(List.of("s3://bucket/"), List.of(), null);
        for (String action : List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload")) {
            allowed("own data", one, Who.EXECUTION, action, "arn:aws:s3:::bucket/acme/deep/x", HERE);
            deniedByEachWall("data of acme-west", one, Who.EXECUTION, action, "arn:aws:s3:::bucket/acme-west/x", HERE);
            deniedByEachWall("data beside the prefix", one, Who.EXECUTION, action, "arn:aws:s3:::bucket/acme", HERE);
        }
        deniedByEachWall(
                "who may read own data", one, Who.EXECUTION, "s3:PutObjectAcl", "arn:aws:s3:::bucket/acme/x", HERE);
        allowed(
                "own names",
                one,
                Who.EXECUTION,
                "s3:ListBucket",
                "arn:aws:s3:::bucket",
                with(HERE, "s3:prefix", "acme/"));
        deniedByEachWall(
                "names of acme-west",
                one,
                Who.EXECUTION,
                "s3:ListBucket",
                "arn:aws:s3:::bucket",
                with(HERE, "s3:prefix", "acme-west/"));
        deniedByEachWall("all names", one, Who.EXECUTION, "s3:ListBucket", "arn:aws:s3:::bucket", HERE);
        allowed(
                "names of the second location",
                two,
                Who.EXECUTION,
                "s3:ListBucket",
                "arn:aws:s3:::other",
                with(HERE, "s3:prefix", "west/x"));
        deniedByEachWall(
                "names of one bucket under the prefix of another",
                two,
                Who.EXECUTION,
                "s3:ListBucket",
                "arn:aws:s3:::bucket",
                with(HERE, "s3:prefix", "west/x"));
        allowed("all names of an own bucket", whole, Who.EXECUTION, "s3:ListBucket", "arn:aws:s3:::bucket", HERE);
        deniedByEachWall(
                "own data through an access point",
                one,
                Who.EXECUTION,
                "s3:GetObject",
                "arn:aws:s3:eu-west-1:123456789012:accesspoint/point/object/acme/x",
                HERE);
        deniedByEachWall("the bucket itself", whole, Who.EXECUTION, "s3:PutBucketPolicy", "arn:aws:s3:::bucket", HERE);
        keyOfData();
        denied("data as a person", one, Who.ACCESS, "s3:GetObject", "arn:aws:s3:::bucket/acme/x", HERE);
    }

    /** Only S3 may use it for work, where the key's own policy leaves all to IAM. */
    private void keyOfData() {
        String key = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        Settings with = options(
                OptionValues.NONE,
                OptionValues.NONE
                        .with(Options.DATA_LOCATION, List.of(DataLocation.of("s3://bucket/acme/")))
                        .with(Options.DATA_KEY, Optional.of(new DataKey(key))));
        Settings without = work(List.of("s3://bucket/acme/"), List.of(), null);
        Map<String, List<String>> s3 = Map.of("kms:ViaService", List.of("s3.eu-west-1.amazonaws.com"));
        for (String action : List.of("kms:Decrypt", "kms:GenerateDataKey")) {
            allowed("the key of its data through S3", with, Who.EXECUTION, action, key, s3);
            allowed(
                    "the key of its data through S3, as China may call it",
                    with,
                    Who.EXECUTION,
                    action,
                    key,
                    Map.of("kms:ViaService", List.of("s3.eu-west-1.amazonaws.com.cn")));
            deniedByEachWall("the key of its data through nobody", with, Who.EXECUTION, action, key, NOTHING);
            for (String other : List.of(
                    "sagemaker.eu-west-1.amazonaws.com",
                    "s3.us-east-1.amazonaws.com",
                    "s3express.eu-west-1.amazonaws.com",
                    "secretsmanager.eu-west-1.amazonaws.com")) {
                deniedByEachWall(
                        "the key of its data through " + other,
                        with,
                        Who.EXECUTION,
                        action,
                        key,
                        Map.of("kms:ViaService", List.of(other)));
            }
            deniedByEachWall("another key", with, Who.EXECUTION, action, key.replace("1234abcd", "99999999"), s3);
            deniedByEachWall("a key without --data-key", without, Who.EXECUTION, action, key, s3);
            denied("the key of data as a person", with, Who.ACCESS, action, key, s3);
            denied("the key of data as a person", with, Who.USER, action, key, s3);
        }
        for (String action : List.of("kms:Encrypt", "kms:CreateGrant", "kms:PutKeyPolicy", "kms:GenerateDataKeyPair")) {
            deniedByEachWall("more of the key of its data", with, Who.EXECUTION, action, key, s3);
        }
    }

    private void metrics() {
        Settings plain = Settings.plain(ADMINISTRATOR);
        for (String own : List.of(
                "acme--metrics",
                "/aws/sagemaker/TrainingJobs",
                "/aws/sagemaker/ProcessingJobs",
                "/aws/sagemaker/TransformJobs")) {
            allowed(
                    "metrics into " + own,
                    plain,
                    Who.EXECUTION,
                    "cloudwatch:PutMetricData",
                    "*",
                    Map.of("cloudwatch:namespace", List.of(own)));
        }
        for (String other : List.of(
                "/aws/sagemaker/Endpoints",
                "/aws/sagemaker/InferenceComponents",
                "/aws/sagemaker/Endpoints/data-metrics",
                "/aws/sagemaker/trainingjobs",
                "AWS/SageMaker",
                "acme",
                "acme-west--metrics")) {
            deniedByEachWall(
                    "metrics into " + other,
                    plain,
                    Who.EXECUTION,
                    "cloudwatch:PutMetricData",
                    "*",
                    Map.of("cloudwatch:namespace", List.of(other)));
        }
        deniedByEachWall("metrics into no namespace", plain, Who.EXECUTION, "cloudwatch:PutMetricData", "*", NOTHING);
        for (String action : List.of("cloudwatch:GetMetricData", "cloudwatch:ListMetrics")) {
            deniedByEachWall("reading metrics", plain, Who.EXECUTION, action, "*", NOTHING);
        }
        for (String action : List.of("cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm")) {
            deniedByEachWall(
                    "an alarm",
                    plain,
                    Who.EXECUTION,
                    action,
                    "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:acme-west",
                    NOTHING);
        }
    }

    private void fileSystems() {
        Settings plain = Settings.plain(ADMINISTRATOR);
        String job = ACME.sagemakerArn("training-job", "acme--x");
        allowed("data from S3", plain, Who.EXECUTION, "sagemaker:CreateTrainingJob", job, NOTHING);
        for (String type : List.of("EFS", "FSxLustre")) {
            for (String mode : List.of("ro", "rw")) {
                Map<String, List<String>> keys = Map.of(
                        "sagemaker:FileSystemId",
                        List.of("fs-0123456789abcdef0"),
                        "sagemaker:FileSystemType",
                        List.of(type),
                        "sagemaker:FileSystemDirectoryPath",
                        List.of("/acme-west"),
                        "sagemaker:FileSystemAccessMode",
                        List.of(mode));
                deniedByEachWall(
                        "data from a file system, " + type + ", " + mode,
                        plain,
                        Who.EXECUTION,
                        "sagemaker:CreateTrainingJob",
                        job,
                        keys);
                deniedByEachWall(
                        "data from a file system in a tuning job, " + type + ", " + mode,
                        plain,
                        Who.EXECUTION,
                        "sagemaker:CreateHyperParameterTuningJob",
                        ACME.sagemakerArn("hyper-parameter-tuning-job", "acme--x"),
                        keys);
            }
        }
        String own = "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0123456789abcdef0";
        for (String action : List.of(
                "elasticfilesystem:ClientMount",
                "elasticfilesystem:ClientRootAccess",
                "elasticfilesystem:CreateMountTarget",
                "elasticfilesystem:PutFileSystemPolicy")) {
            deniedByEachWall("a file system itself", plain, Who.EXECUTION, action, own, NOTHING);
        }
        for (Who who : Who.values()) {
            deniedByEachWall(
                    "a space, which can bring a file system",
                    plain,
                    who,
                    "sagemaker:CreateSpace",
                    ACME.sagemakerArn("space", "d-0123456789ab/acme--x"),
                    NOTHING);
        }
    }

    /** With the ending that CloudWatch Logs gives a group's ARN, and without. */
    private void logGroups() {
        Settings plain = Settings.plain(ADMINISTRATOR);
        String group = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/sagemaker/";
        for (String action : List.of("logs:CreateLogGroup", "logs:DescribeLogStreams")) {
            for (String end : List.of("", ":*", ":log-stream:")) {
                for (String own : List.of(
                        "NotebookInstances", "ProcessingJobs", "TrainingJobs", "TransformJobs", "Endpoints/acme--e")) {
                    allowed("SageMaker's log group", plain, Who.EXECUTION, action, group + own + end, NOTHING);
                }
                for (String other : List.of(
                        "TrainingJobsX",
                        "TrainingJobs/acme-west",
                        "NotebookInstancesOfOthers",
                        "HyperJobs",
                        "Studio")) {
                    denied("a log group of another name", plain, Who.EXECUTION, action, group + other + end, NOTHING);
                }
                deniedByEachWall(
                        "the log group of another's endpoint",
                        plain,
                        Who.EXECUTION,
                        action,
                        group + "Endpoints/acme-west--e" + end,
                        NOTHING);
            }
        }
    }

    /** A bucket that is deleted can be made again by anybody, and by its name alone it would be taken for the tenant's. */
    private void accounts() {
        String other = "210987654321";
        Settings both = work(List.of("s3://bucket/acme/", "s3://theirs/acme/,account=" + other), List.of(), null);
        for (String action : List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject")) {
            Map<String, String> owners = Map.of("bucket", Case.ACCOUNT, "theirs", other);
            owners.forEach((bucket, owner) -> {
                String object = "arn:aws:s3:::" + bucket + "/acme/x";
                allowed(
                        "data in the account that it is to be in",
                        both,
                        Who.EXECUTION,
                        action,
                        object,
                        Map.of("aws:ResourceAccount", List.of(owner)));
                denied(
                        "data in another account",
                        both,
                        Who.EXECUTION,
                        action,
                        object,
                        Map.of("aws:ResourceAccount", List.of(owner.equals(other) ? Case.ACCOUNT : other)));
                denied("data of who knows which account", both, Who.EXECUTION, action, object, NOTHING);
            });
        }
        denied(
                "names in another account",
                both,
                Who.EXECUTION,
                "s3:ListBucket",
                "arn:aws:s3:::bucket",
                Map.of("s3:prefix", List.of("acme/"), "aws:ResourceAccount", List.of(other)));
        allowed(
                "names in the account that is named",
                both,
                Who.EXECUTION,
                "s3:ListBucket",
                "arn:aws:s3:::theirs",
                Map.of("s3:prefix", List.of("acme/"), "aws:ResourceAccount", List.of(other)));
    }

    private void limits() {
        Settings small = work(List.of(), List.of("ml.t3.*", "ml.m5.large"), null);
        Settings brief = work(List.of(), List.of(), Duration.ofHours(1));
        Map<String, String> sized = new TreeMap<>(Map.of(
                "CreateTrainingJob", "training-job",
                "CreateProcessingJob", "processing-job",
                "CreateTransformJob", "transform-job",
                "CreateEndpointConfig", "endpoint-config"));
        Map<String, List<String>> model = Map.of("sagemaker:ModelArn", List.of(ACME.sagemakerArn("model", "acme--m")));
        sized.forEach((create, type) -> {
            String arn = ACME.sagemakerArn(type, "acme--x");
            String action = "sagemaker:" + create;
            allowed(
                    "a small instance",
                    small,
                    Who.EXECUTION,
                    action,
                    arn,
                    with(model, "sagemaker:InstanceTypes", "ml.t3.medium"));
            denied(
                    "a large instance",
                    small,
                    Who.EXECUTION,
                    action,
                    arn,
                    with(model, "sagemaker:InstanceTypes", "ml.m5.xlarge"));
            denied(
                    "a large one among small ones",
                    small,
                    Who.EXECUTION,
                    action,
                    arn,
                    with(model, "sagemaker:InstanceTypes", "ml.t3.medium", "ml.p4d.24xlarge"));
            denied("instances that are not said", small, Who.EXECUTION, action, arn, model);
        });
        for (String type : List.of("training", "processing")) {
            String action = "sagemaker:Create" + Character.toUpperCase(type.charAt(0)) + type.substring(1) + "Job";
            String arn = ACME.sagemakerArn(type + "-job", "acme--x");
            allowed(
                    "a short job",
                    brief,
                    Who.EXECUTION,
                    action,
                    arn,
                    with(model, "sagemaker:MaxRuntimeInSeconds", "3600"));
            denied(
                    "a long job",
                    brief,
                    Who.EXECUTION,
                    action,
                    arn,
                    with(model, "sagemaker:MaxRuntimeInSeconds", "3601"));
            denied("a job that does not say how long", brief, Who.EXECUTION, action, arn, NOTHING);
        }
        for (Settings limited : List.of(small, brief)) {
            String job = ACME.sagemakerArn("training-job", "acme--x");
            Map<String, List<String>> plain = with(
                    with(NOTHING, "sagemaker:InstanceTypes", "ml.t3.medium"), "sagemaker:MaxRuntimeInSeconds", "3600");
            String make = "sagemaker:CreateTrainingJob";
            allowed("a job that ends", limited, Who.EXECUTION, make, job, plain);
            allowed(
                    "a job without a shell",
                    limited,
                    Who.EXECUTION,
                    make,
                    job,
                    with(plain, "sagemaker:EnableRemoteDebug", "false"));
            denied(
                    "a job whose instances stay warm",
                    limited,
                    Who.EXECUTION,
                    make,
                    job,
                    with(plain, "sagemaker:KeepAlivePeriod", "600"));
            denied(
                    "a job with a shell",
                    limited,
                    Who.EXECUTION,
                    make,
                    job,
                    with(plain, "sagemaker:EnableRemoteDebug", "true"));
            allowed(
                    "more instances of the type that the config names",
                    limited,
                    Who.EXECUTION,
                    "sagemaker:UpdateEndpointWeightsAndCapacities",
                    ACME.sagemakerArn("endpoint", "acme--x"),
                    NOTHING);
        }
        allowed(
                "instances that stay warm, where there is no limit",
                Settings.plain(ADMINISTRATOR),
                Who.EXECUTION,
                "sagemaker:CreateTrainingJob",
                ACME.sagemakerArn("training-job", "acme--x"),
                Map.of("sagemaker:KeepAlivePeriod", List.of("600"), "sagemaker:EnableRemoteDebug", List.of("true")));
        allowed(
                "a transform job, which has no such key",
                brief,
                Who.EXECUTION,
                "sagemaker:CreateTransformJob",
                ACME.sagemakerArn("transform-job", "acme--x"),
                model);
    }

    private static Map<String, List<String>> with(Map<String, List<String>> keys, String key, String... values) {
        Map<String, List<String>> all = new TreeMap<>(keys);
        all.put(key, List.of(values));
        return all;
    }

    private void signatures() {
        Settings plain = Settings.plain(ADMINISTRATOR);
        Map<String, List<String>> session = Map.of("sts:RoleSessionName", List.of(OWNER));
        String role = ACME.accessRoleArn();
        allowed("the own name", plain, Who.USER, "sts:AssumeRole", role, with(session, "sts:SourceIdentity", OWNER));
        denied(
                "a forged SourceIdentity",
                plain,
                Who.USER,
                "sts:AssumeRole",
                role,
                with(session, "sts:SourceIdentity", "acme--boss"));
        denied("a missing SourceIdentity", plain, Who.USER, "sts:AssumeRole", role, session);
        denied(
                "a forged session name",
                plain,
                Who.USER,
                "sts:AssumeRole",
                role,
                Map.of("sts:RoleSessionName", List.of("acme--boss"), "sts:SourceIdentity", List.of(OWNER)));
        denied(
                "signing as another",
                plain,
                Who.USER,
                "sts:SetSourceIdentity",
                role,
                Map.of("sts:SourceIdentity", List.of("acme--boss")));
        denied(
                "tags of a session",
                plain,
                Who.USER,
                "sts:TagSession",
                role,
                Map.of("aws:RequestTag/tenant", List.of("acme-west")));
    }

    private void multiFactor() {
        Map<String, List<String>> signed =
                Map.of("sts:RoleSessionName", List.of(OWNER), "sts:SourceIdentity", List.of(OWNER));
        String notebook = ACME.sagemakerArn("notebook-instance", "acme--main");
        for (String present : List.of("absent", "false", "true")) {
            Map<String, List<String>> key =
                    present.equals("absent") ? NOTHING : Map.of("aws:MultiFactorAuthPresent", List.of(present));
            Map<String, List<String>> all = new TreeMap<>(signed);
            all.putAll(key);
            if (present.equals("true")) {
                allowed("with MFA", mfa(), Who.USER, "sagemaker:DescribeNotebookInstance", notebook, key);
                allowed("with MFA", mfa(), Who.USER, "sts:AssumeRole", ACME.accessRoleArn(), all);
            } else {
                denied(
                        "a bare key, MFA " + present,
                        mfa(),
                        Who.USER,
                        "sagemaker:DescribeNotebookInstance",
                        notebook,
                        key);
                denied("a bare key, MFA " + present, mfa(), Who.USER, "sagemaker:ListNotebookInstances", "*", key);
                denied("a bare key, MFA " + present, mfa(), Who.USER, "sts:AssumeRole", ACME.accessRoleArn(), all);
                denied(
                        "a bare key, MFA " + present,
                        mfa(),
                        Who.USER,
                        "iam:PassRole",
                        ACME.executionRoleArn(),
                        with(key, "iam:PassedToService", "sagemaker.amazonaws.com"));
                for (String action : List.of("ec2:CreateNetworkInterface", "ec2:DescribeSubnets")) {
                    String resource =
                            action.endsWith("Subnets") ? "*" : "arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-0123";
                    denied("a bare key, MFA " + present, mfaInSubnet(), Who.USER, action, resource, key);
                    allowed(
                            "with MFA",
                            mfaInSubnet(),
                            Who.USER,
                            action,
                            resource,
                            with(NOTHING, "aws:MultiFactorAuthPresent", "true"));
                    denied(
                            "a bare key, of a call of its own, MFA " + present,
                            mfaInSubnet(),
                            Who.USER,
                            action,
                            resource,
                            with(key, "aws:ViaAWSService", "false"));
                    allowed(
                            "what AWS calls on a user's behalf, MFA " + present,
                            mfaInSubnet(),
                            Who.USER,
                            action,
                            resource,
                            with(key, "aws:ViaAWSService", "true"));
                }
            }
        }
        for (String action : List.of("s3:ListAllMyBuckets", "sts:GetSessionToken")) {
            boolean begins = action.equals("sts:GetSessionToken");
            PolicyDocuments documents = new PolicyDocuments(ACME, mfa());
            add(
                    begins ? "a bare key that begins a session" : "a bare key with every right besides",
                    begins ? "allowed" : "denied",
                    Who.USER,
                    action,
                    "*",
                    NOTHING,
                    List.of(documents.access(), documents.assume(), ALL),
                    null,
                    null);
        }
        allowed(
                "a session carries no MFA key",
                mfa(),
                Who.ACCESS,
                "sagemaker:CreatePresignedNotebookInstanceUrl",
                notebook,
                NOTHING);
    }

    private void addresses() {
        Settings office = options(
                OptionValues.NONE.with(Options.ALLOW_CIDR, List.of("203.0.113.0/24", "2001:db8::/32")),
                OptionValues.NONE);
        String notebook = ACME.sagemakerArn("notebook-instance", "acme--main");
        for (String action :
                List.of("sagemaker:CreatePresignedNotebookInstanceUrl", "sagemaker:StartNotebookInstance")) {
            for (Who who : List.of(Who.USER, Who.ACCESS)) {
                allowed(
                        "from the office",
                        office,
                        who,
                        action,
                        notebook,
                        Map.of("aws:SourceIp", List.of("203.0.113.9")));
                allowed(
                        "from the office, IPv6",
                        office,
                        who,
                        action,
                        notebook,
                        Map.of("aws:SourceIp", List.of("2001:db8::9")));
                denied(
                        "from elsewhere",
                        office,
                        who,
                        action,
                        notebook,
                        Map.of("aws:SourceIp", List.of("198.51.100.9")));
                denied("from an address that is not told", office, who, action, notebook, NOTHING);
            }
        }
        allowed(
                "the idle stop has no address of the office",
                office,
                Who.EXECUTION,
                "sagemaker:StopNotebookInstance",
                notebook,
                Map.of("aws:SourceIp", List.of("198.51.100.9")));
    }

    /** Principals of the account that may assume anything, at the trust of the access role. */
    private void trusts() {
        OptionValues access = OptionValues.NONE
                .with(Options.TRUST, List.of(Trust.of("arn:aws:iam::123456789012:role/teams/science")))
                .with(Options.TRUST_SSO, List.of("Data"))
                .with(Options.ADMINISTRATORS, List.of("arn:aws:iam::123456789012:user/second"));
        String trust = new PolicyDocuments(ACME, options(access, OptionValues.NONE)).accessTrust();
        String sso = "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/";
        Map<String, String> who = new TreeMap<>(Map.of(
                "arn:aws:iam::123456789012:role/teams/science",
                "allowed",
                "arn:aws:iam::123456789012:role/science",
                "denied",
                ADMINISTRATOR,
                "allowed",
                "arn:aws:iam::123456789012:user/second",
                "allowed",
                "arn:aws:iam::123456789012:user/third",
                "denied",
                sso + "eu-west-1/AWSReservedSSO_Data_0123456789abcdef",
                "allowed",
                sso + "AWSReservedSSO_Data_0123456789abcdef",
                "allowed",
                sso + "AWSReservedSSO_Data_Admin_0123456789abcdef",
                "denied",
                WEST.accessRoleArn(),
                "denied",
                "arn:aws:iam::123456789012:user" + WEST.path() + "acme-west--owner",
                "denied"));
        String own = "arn:aws:iam::123456789012:user" + ACME.path();
        who.put(own + OWNER, "allowed");
        // A star passes over slashes: each of these is below the path without being a user of the tenant.
        for (String stranger : List.of("x/eve", "x/acme--eve", "acme--x/eve", "acme--x/acme--eve", "eve", "acme-eve")) {
            who.put(own + stranger, "denied");
        }
        who.forEach((arn, outcome) -> {
            atTrust("", trust, arn, "sts:AssumeRole", NOTHING, outcome);
            boolean isUser = arn.equals(own + OWNER);
            for (String name : List.of(OWNER, "acme--alice", "acme--")) {
                // A request with a name is one for this too, and both have to be allowed.
                Map<String, List<String>> signed = Map.of("sts:SourceIdentity", List.of(name));
                atTrust(" as " + name, trust, arn, "sts:SetSourceIdentity", signed, isUser ? "allowed" : "denied");
            }
            for (String action : List.of("sts:AssumeRole", "sts:SetSourceIdentity")) {
                for (String name : List.of("jane", "acme-west--alice", "acme-alice")) {
                    Map<String, List<String>> signed = Map.of("sts:SourceIdentity", List.of(name));
                    atTrust(" as " + name, trust, arn, action, signed, outcome);
                }
                // A name that an earlier session of the chain was given goes on by itself.
                Map<String, List<String>> kept = Map.of("aws:SourceIdentity", List.of("acme--alice"));
                atTrust(" with the kept name acme--alice", trust, arn, action, kept, "denied");
                atTrust(
                        " with the kept name jane",
                        trust,
                        arn,
                        action,
                        Map.of("aws:SourceIdentity", List.of("jane")),
                        outcome);
            }
        });
    }

    private void atTrust(
            String how, String trust, String arn, String action, Map<String, List<String>> keys, String outcome) {
        Map<String, List<String>> context = new TreeMap<>(keys);
        context.put("aws:PrincipalArn", List.of(arn));
        cases.add(new Tables.Expected(
                new Case(
                        "at the trust of the access role: " + arn + how + ", " + action,
                        arn.contains(":user/")
                                ? arn
                                : "arn:aws:sts::123456789012:assumed-role/" + arn.substring(arn.lastIndexOf('/') + 1)
                                        + "/x",
                        action,
                        ACME.accessRoleArn(),
                        context,
                        List.of(ALL),
                        null,
                        null,
                        trust),
                outcome));
    }

    /** In subnet-0123 with sg-1. */
    private void network() {
        Settings plain = Settings.plain(ADMINISTRATOR);
        Settings placed = Settings.plain(ADMINISTRATOR)
                .with(Options.SUBNET, Optional.of("subnet-0123"))
                .with(Options.SECURITY_GROUPS, List.of("sg-1"));
        String ec2 = "arn:aws:ec2:eu-west-1:123456789012:";
        Map<String, String> work = new TreeMap<>(Map.of(
                "CreateTrainingJob", "training-job", "CreateProcessingJob", "processing-job", "CreateModel", "model"));
        work.forEach((create, type) -> {
            String action = "sagemaker:" + create;
            String arn = ACME.sagemakerArn(type, "acme--x");
            String subnets = "sagemaker:VpcSubnets";
            allowed("work in the subnet", placed, Who.EXECUTION, action, arn, with(NOTHING, subnets, "subnet-0123"));
            denied("work outside of every subnet", placed, Who.EXECUTION, action, arn, NOTHING);
            denied("work in another subnet", placed, Who.EXECUTION, action, arn, with(NOTHING, subnets, "subnet-9"));
            denied(
                    "work in another subnet too",
                    placed,
                    Who.EXECUTION,
                    action,
                    arn,
                    with(NOTHING, subnets, "subnet-0123", "subnet-9"));
        });
        for (Who who : Who.values()) {
            String make = "ec2:CreateNetworkInterface";
            allowed("an interface in the subnet", placed, who, make, ec2 + "subnet/subnet-0123", NOTHING);
            deniedByEachWall("an interface in another subnet", placed, who, make, ec2 + "subnet/subnet-9", NOTHING);
            denied("an interface with another security group", placed, who, make, ec2 + "security-group/sg-9", NOTHING);
            deniedByEachWall("an interface without --subnet", plain, who, make, ec2 + "subnet/subnet-0123", NOTHING);
            for (String action : List.of("ec2:AuthorizeSecurityGroupIngress", "ec2:ModifyNetworkInterfaceAttribute")) {
                String thing = action.contains("Group") ? "security-group/sg-1" : "network-interface/eni-1";
                deniedByEachWall("who reaches the subnet", placed, who, action, ec2 + thing, NOTHING);
            }
        }
        for (String action : List.of("ec2:CreateNetworkInterfacePermission", "ec2:DeleteNetworkInterface")) {
            for (String subnet : List.of("subnet-0123", "subnet-9")) {
                Map<String, List<String>> keys = new TreeMap<>(Map.of("ec2:Subnet", List.of(ec2 + "subnet/" + subnet)));
                if (action.endsWith("Permission")) {
                    keys.put("ec2:AuthorizedUser", List.of("arn:aws:iam::210987654321:root"));
                }
                String interfaces = ec2 + "network-interface/eni-1";
                if (subnet.equals("subnet-9")) {
                    deniedByEachWall(
                            "somebody's interface in another subnet", placed, Who.EXECUTION, action, interfaces, keys);
                } else {
                    allowed("somebody's interface in the subnet", placed, Who.EXECUTION, action, interfaces, keys);
                }
            }
        }
    }

    /**
     * Whom an identity provider or another account sends, at the trust of the access role. The issuer is one whose keys AWS's reference lists:
     * the other evaluator leaves out what it does not find there.
     */
    private void outsiders() {
        String saml = "arn:aws:iam::123456789012:saml-provider/okta";
        String issuer = "accounts.google.com";
        String subject = "110248495921238986420";
        String oidc = "arn:aws:iam::123456789012:oidc-provider/" + issuer;
        String vendor = "210987654321";
        OptionValues access = OptionValues.NONE.with(
                Options.TRUST,
                List.of(
                        Trust.of(saml),
                        Trust.of(oidc + ",aud=sts,sub=" + subject),
                        Trust.of("arn:aws:iam::" + vendor + ":root,external-id=x-7")));
        String trust = new PolicyDocuments(ACME, options(access, OptionValues.NONE)).accessTrust();
        Map<String, List<String>> signIn = with(NOTHING, "SAML:aud", "https://signin.aws.amazon.com/saml");
        Map<String, List<String>> elsewhere = with(NOTHING, "SAML:aud", "https://elsewhere.example.com/saml");
        String bySaml = "sts:AssumeRoleWithSAML";
        fromOutside("through SAML", trust, saml, bySaml, signIn, "allowed");
        fromOutside("through SAML as jane", trust, saml, bySaml, with(signIn, "sts:SourceIdentity", "jane"), "allowed");
        fromOutside("through SAML for another audience", trust, saml, bySaml, elsewhere, "denied");
        fromOutside("through another SAML provider", trust, saml.replace("okta", "eve"), bySaml, signIn, "denied");

        Map<String, List<String>> token = Map.of(issuer + ":aud", List.of("sts"), issuer + ":sub", List.of(subject));
        String byToken = "sts:AssumeRoleWithWebIdentity";
        fromOutside("through web identity", trust, oidc, byToken, token, "allowed");
        for (String stranger : List.of(subject + "0", subject.substring(1), "*")) {
            fromOutside(
                    "through web identity as a stranger, " + stranger,
                    trust,
                    oidc,
                    byToken,
                    with(token, issuer + ":sub", stranger),
                    "denied");
        }
        fromOutside(
                "through web identity for another audience",
                trust,
                oidc,
                byToken,
                with(token, issuer + ":aud", "elsewhere"),
                "denied");

        String role = "arn:aws:sts::" + vendor + ":assumed-role/vendor/x";
        Map<String, List<String>> agreed = Map.of(
                "sts:ExternalId",
                List.of("x-7"),
                "aws:PrincipalArn",
                List.of("arn:aws:iam::" + vendor + ":role/vendor"));
        Map<String, List<String>> unsaid =
                Map.of("aws:PrincipalArn", List.of("arn:aws:iam::" + vendor + ":role/vendor"));
        fromOutside("a vendor", trust, role, "sts:AssumeRole", agreed, "allowed");
        fromOutside(
                "a vendor as jane",
                trust,
                role,
                "sts:AssumeRole",
                with(agreed, "sts:SourceIdentity", "jane"),
                "allowed");
        fromOutside(
                "a vendor as jane",
                trust,
                role,
                "sts:SetSourceIdentity",
                with(unsaid, "sts:SourceIdentity", "jane"),
                "allowed");
        fromOutside(
                "a vendor that keeps a user's name",
                trust,
                role,
                "sts:SetSourceIdentity",
                with(unsaid, "aws:SourceIdentity", "acme--alice"),
                "denied");
        fromOutside("a vendor without an external id", trust, role, "sts:AssumeRole", unsaid, "denied");
        fromOutside(
                "a vendor with another external id",
                trust,
                role,
                "sts:AssumeRole",
                with(agreed, "sts:ExternalId", "x-8"),
                "denied");
        fromOutside(
                "another account with the external id",
                trust,
                role.replace(vendor, "111122223333"),
                "sts:AssumeRole",
                with(agreed, "aws:PrincipalArn", "arn:aws:iam::111122223333:role/vendor"),
                "denied");
        for (String who : List.of(saml, oidc, role)) {
            Map<String, List<String>> keys =
                    new TreeMap<>(who.equals(saml) ? signIn : who.equals(oidc) ? token : unsaid);
            keys.put("sts:SourceIdentity", List.of("acme--alice"));
            fromOutside("whom others send, as a user", trust, who, "sts:SetSourceIdentity", keys, "denied");
        }
    }

    private void fromOutside(
            String name, String trust, String who, String action, Map<String, List<String>> keys, String outcome) {
        cases.add(new Tables.Expected(
                new Case(
                        name + ": " + who + ", " + action,
                        who,
                        action,
                        ACME.accessRoleArn(),
                        keys,
                        who.contains("-provider/") ? List.of() : List.of(ALL),
                        null,
                        null,
                        trust),
                outcome));
    }

    /** At the trust from which role/teams/science was taken. */
    private void withdrawal() {
        String trust = new PolicyDocuments(ACME, Settings.plain(ADMINISTRATOR)).accessTrust();
        Map<String, String> who = Map.of(
                "arn:aws:iam::123456789012:role/teams/science",
                "denied",
                ADMINISTRATOR,
                "allowed",
                "arn:aws:iam::123456789012:user" + ACME.path() + OWNER,
                "allowed");
        new TreeMap<>(who)
                .forEach((arn, outcome) ->
                        atTrust(" after a withdrawal", trust, arn, "sts:AssumeRole", NOTHING, outcome));
    }

    /** Policies tell seconds apart and no less, and who begins in that very second stays in. */
    private void endings() {
        Instant moment = Instant.parse("2026-05-01T12:00:00Z");
        Map<String, Whose> whose = new TreeMap<>(Map.of(
                "outsiders'", Whose.OtherPrincipals.of(ACME),
                "everybody's", new Whose.Everybody(),
                "acme--bob's", new Whose.User("acme--bob")));
        PolicyDocuments documents = new PolicyDocuments(ACME, Settings.plain(ADMINISTRATOR));
        whose.forEach((ended, sessions) -> {
            String revoked = new Revocation(List.of(new Ending(sessions, moment))).document();
            for (boolean isOld : List.of(true, false)) {
                String begun = isOld ? "begun before" : "begun after";
                Map<String, List<String>> session = with(
                        NOTHING,
                        "aws:TokenIssueTime",
                        moment.minusSeconds(isOld ? 1 : 0).toString());
                for (String name : List.of("", "jane", "acme-west--alice", "acme-alice", "acme--alice", "acme--bob")) {
                    boolean ends = isOld
                            && switch (ended) {
                                case "outsiders'" -> !name.startsWith("acme--");
                                case "acme--bob's" -> name.equals("acme--bob");
                                default -> true;
                            };
                    for (String action : List.of("CreatePresignedNotebookInstanceUrl", "StartNotebookInstance")) {
                        add(
                                "%s sessions ended, %s, signed by %s"
                                        .formatted(ended, begun, name.isEmpty() ? "nobody" : name),
                                ends ? "denied" : "allowed",
                                Who.ACCESS,
                                "sagemaker:" + action,
                                ACME.sagemakerArn("notebook-instance", "acme--main"),
                                name.isEmpty() ? session : with(session, "aws:SourceIdentity", name),
                                List.of(documents.access(), revoked),
                                documents.boundary(),
                                null);
                    }
                }
                // Everybody's alone stands on the execution role too.
                boolean isOnWork = sessions instanceof Whose.Everybody;
                add(
                        ended + " sessions ended, work " + begun,
                        isOld && isOnWork ? "denied" : "allowed",
                        Who.EXECUTION,
                        "sagemaker:StopNotebookInstance",
                        ACME.sagemakerArn("notebook-instance", "acme--main"),
                        session,
                        isOnWork ? List.of(documents.execution(), revoked) : List.of(documents.execution()),
                        documents.boundary(),
                        null);
            }
        });
    }

    private void suspension() {
        Settings own = Settings.plain(ADMINISTRATOR).suspended(true);
        Settings organisations = Settings.plain(ADMINISTRATOR)
                .with(Options.PERMISSIONS_BOUNDARY, Optional.of("arn:aws:iam::123456789012:policy/o"))
                .suspended(true);
        String notebook = ACME.sagemakerArn("notebook-instance", "acme--main");
        for (Who who : Who.values()) {
            for (String action : List.of("sagemaker:DescribeNotebookInstance", "sagemaker:StopNotebookInstance")) {
                denied("suspended", own, who, action, notebook, NOTHING);
                PolicyDocuments documents = new PolicyDocuments(ACME, organisations);
                add(
                        "suspended, under the organisation's boundary",
                        "denied",
                        who,
                        action,
                        notebook,
                        NOTHING,
                        who.policies(documents),
                        ALL,
                        null);
            }
        }
    }
}
