package dev.tenantadmin.tenant.permit;

import static dev.tenantadmin.policy.language.ConditionOperator.ARN_LIKE;
import static dev.tenantadmin.policy.language.ConditionOperator.BOOL;
import static dev.tenantadmin.policy.language.ConditionOperator.IP_ADDRESS;
import static dev.tenantadmin.policy.language.ConditionOperator.NUMERIC_LESS_THAN_EQUALS;
import static dev.tenantadmin.policy.language.ConditionOperator.STRING_EQUALS;
import static dev.tenantadmin.policy.language.ConditionOperator.STRING_LIKE;
import static dev.tenantadmin.policy.language.ConditionOperator.STRING_NOT_EQUALS;
import static dev.tenantadmin.tenant.permit.Permission.absentOr;
import static dev.tenantadmin.tenant.permit.Permission.all;
import static dev.tenantadmin.tenant.permit.Permission.is;
import static dev.tenantadmin.tenant.permit.Permission.isThere;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Condition;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the principals of one tenant may do. There are two: what its settings mean, and its own namespace. What is allowed outside of the second
 * reaches somebody else's; what is allowed between the two is wider than meant, and stays at home.
 *
 * <p>A tag without a value names no tenant, so it does no harm: hence the empty text beside the tenant's own.
 */
public final class Permit {

    private static final String SAGEMAKER = "sagemaker.amazonaws.com";
    private static final String RESOURCE_TAG = "aws:ResourceTag/tenant";
    private static final String REQUEST_TAG = "aws:RequestTag/tenant";
    private static final String RESOURCE_ACCOUNT = "aws:ResourceAccount";
    private static final String MODEL = "sagemaker:ModelArn";
    private static final String SUBNETS = "sagemaker:VpcSubnets";
    private static final String MFA = "aws:MultiFactorAuthPresent";
    private static final String VIA_SERVICE = "kms:ViaService";
    private static final String ANYTHING = "*";

    private static final List<String> NOTEBOOK = List.of("notebook-instance");
    private static final List<String> PERSONS_TYPES = List.of("endpoint", "notebook-instance");
    private static final List<String> WORK_TYPES =
            List.of("endpoint", "endpoint-config", "model", "processing-job", "training-job", "transform-job");
    private static final List<String> JOB_GROUPS = List.of("ProcessingJobs", "TrainingJobs", "TransformJobs");

    private static final List<String> LIST = sagemaker(
            "ListEndpointConfigs",
            "ListEndpoints",
            "ListModels",
            "ListNotebookInstances",
            "ListProcessingJobs",
            "ListTrainingJobs",
            "ListTransformJobs");
    private static final List<String> NETWORK = List.of(
            "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs");
    private static final List<String> USE_NOTEBOOK = sagemaker(
            "CreatePresignedNotebookInstanceUrl",
            "DescribeNotebookInstance",
            "StartNotebookInstance",
            "StopNotebookInstance");
    private static final List<String> USE_ENDPOINT =
            sagemaker("DescribeEndpoint", "InvokeEndpoint", "InvokeEndpointAsync", "InvokeEndpointWithResponseStream");
    private static final List<String> KEEP_WORK = sagemaker(
            "CreateEndpoint",
            "DeleteEndpoint",
            "DeleteEndpointConfig",
            "DeleteModel",
            "DescribeEndpoint",
            "DescribeEndpointConfig",
            "DescribeModel",
            "DescribeProcessingJob",
            "DescribeTrainingJob",
            "DescribeTransformJob",
            "InvokeEndpoint",
            "InvokeEndpointAsync",
            "InvokeEndpointWithResponseStream",
            "ListTags",
            "StopProcessingJob",
            "StopTrainingJob",
            "StopTransformJob",
            "UpdateEndpoint",
            "UpdateEndpointWeightsAndCapacities");
    private static final String TRAIN = "sagemaker:CreateTrainingJob";
    private static final String PROCESS = "sagemaker:CreateProcessingJob";
    private static final String TRANSFORM = "sagemaker:CreateTransformJob";
    private static final String CREATE_MODEL = "sagemaker:CreateModel";
    private static final String CREATE_CONFIG = "sagemaker:CreateEndpointConfig";

    private static final Set<String> NAMES_MODEL = Set.of(CREATE_CONFIG, TRANSFORM);
    private static final Set<String> HAS_SIZE = Set.of(CREATE_CONFIG, TRANSFORM, TRAIN, PROCESS);
    private static final Set<String> HAS_END = Set.of(TRAIN, PROCESS);
    private static final Set<String> HAS_PLACE = Set.of(CREATE_MODEL, TRAIN, PROCESS);

    private static final List<String> PULL =
            List.of("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer");
    private static final List<String> OBJECT = List.of(
            "s3:AbortMultipartUpload",
            "s3:DeleteObject",
            "s3:GetObject",
            "s3:ListMultipartUploadParts",
            "s3:PutObject");

    private final Names names;
    private final Settings settings;

    /** Of the tenant with these names and settings. */
    public Permit(Names names, Settings settings) {
        this.names = names;
        this.settings = settings;
    }

    private static List<String> sagemaker(String... operations) {
        return Stream.of(operations).map("sagemaker:"::concat).toList();
    }

    /**
     * What its settings mean.
     *
     * @param user the name of a user, which it signs with; not looked at for other kinds
     */
    public List<Permission> meant(PrincipalKind kind, String user) {
        if (settings.suspended()) {
            return List.of();
        }
        return switch (kind) {
            case USER -> user(user);
            case ACCESS_ROLE -> person();
            case EXECUTION_ROLE -> work();
            case STRANGER -> List.of();
        };
    }

    /** The tenant's own namespace: whatever is done there is done to nobody else. */
    public List<Permission> atHome(PrincipalKind kind, String user) {
        List<Permission> all = new ArrayList<>(unlimited().meant(kind, user));
        if (!settings.suspended()) {
            all.addAll(unlimited().work());
            all.addAll(unlimited().person());
        }
        all.add(Permission.of(
                        "what is done to its notebooks and its work",
                        sagemaker("Delete*", "Describe*", "Invoke*", "List*", "Start*", "Stop*", "Update*"),
                        own(Stream.concat(NOTEBOOK.stream(), WORK_TYPES.stream())
                                .toList()))
                .with(tagged()));
        if (kind == PrincipalKind.USER) {
            all.add(Permission.of(
                    "assume the access role under any name",
                    List.of("sts:AssumeRole", "sts:SetSourceIdentity"),
                    List.of(names.accessRoleArn())));
        }
        all.add(Permission.of(
                "what is read of its IAM entities",
                List.of("iam:Get*", "iam:List*"),
                List.of(names.home().iam("*" + names.path() + "*"))));
        settings.get(Options.DATA_LOCATION)
                .forEach(location -> all.add(Permission.of(
                                "what is done to its data",
                                List.of("s3:*"),
                                List.of(bucket(location) + "/" + location.prefix() + "*"))
                        .on(ofAccount(location))));
        return all;
    }

    /** Without what limits a tenant and separates it from nobody: MFA, addresses, sizes, durations, its place in the network. */
    private Permit unlimited() {
        Settings open = settings.suspended(false)
                .with(Options.REQUIRE_MFA, false)
                .with(Options.ALLOW_CIDR, List.of())
                .with(Options.ALLOW_INSTANCE_TYPE, List.of())
                .with(Options.MAX_RUNTIME, Optional.empty());
        return new Permit(names, open);
    }

    /** As statements that allow it. */
    public static List<Policy> policies(Collection<Permission> permissions) {
        return List.of(
                new Policy(true, permissions.stream().map(Permission::statement).toList()));
    }

    private List<Permission> user(String user) {
        List<Permission> all = new ArrayList<>(person());
        List<String> accessRole = List.of(names.accessRoleArn());
        Condition signed = is(STRING_EQUALS, "sts:SourceIdentity", user);
        all.add(Permission.of("assume the access role under its own name", List.of("sts:AssumeRole"), accessRole)
                .on(signed, is(STRING_EQUALS, "sts:RoleSessionName", user)));
        all.add(Permission.of("sign with its own name", List.of("sts:SetSourceIdentity"), accessRole)
                .on(signed));
        if (!settings.get(Options.REQUIRE_MFA)) {
            return all;
        }
        // AWS's own calls for a user bear no MFA key.
        return all.stream()
                .flatMap(one -> one.actions().get(0).startsWith("sts:")
                        ? Stream.of(one.on(is(BOOL, MFA, "true")))
                        : Stream.of(one.on(is(BOOL, MFA, "true")), one.on(is(BOOL, "aws:ViaAWSService", "true"))))
                .toList();
    }

    private List<Permission> person() {
        List<Permission> all = new ArrayList<>();
        all.add(Permission.of("list SageMaker's resources by name", LIST, List.of(ANYTHING)));
        all.add(Permission.of("use its notebooks", USE_NOTEBOOK, own(PERSONS_TYPES))
                .with(tagged())
                .with(addresses()));
        all.add(Permission.of("call its endpoints", USE_ENDPOINT, own(PERSONS_TYPES))
                .with(tagged()));
        all.add(readTags(PERSONS_TYPES));
        all.add(passRole());
        seeNetwork(NETWORK).ifPresent(all::add);
        joinNetwork().ifPresent(all::add);
        useKey().ifPresent(all::add);
        return all;
    }

    private List<Permission> work() {
        List<Permission> all = new ArrayList<>();
        all.add(Permission.of("list SageMaker's resources by name", LIST, List.of(ANYTHING)));
        all.add(Permission.of("log in to the image registry", List.of("ecr:GetAuthorizationToken"), List.of(ANYTHING)));
        all.add(Permission.of("keep its work", KEEP_WORK, own(WORK_TYPES)).with(tagged()));
        for (String create : List.of(TRAIN, PROCESS, TRANSFORM, CREATE_MODEL, CREATE_CONFIG)) {
            all.add(Permission.of("make its work", List.of(create), own(WORK_TYPES))
                    .with(tagged())
                    .with(limits(create)));
        }
        all.add(Permission.of("tag its work while it makes it", sagemaker("AddTags"), own(WORK_TYPES))
                .with(tagged())
                .on(is(STRING_LIKE, "sagemaker:TaggingAction", "*")));
        all.add(Permission.of(
                        "see and stop its notebooks",
                        sagemaker("DescribeNotebookInstance", "StopNotebookInstance", "ListTags"),
                        own(NOTEBOOK))
                .with(tagged()));
        all.add(passRole());
        all.addAll(images());
        all.add(Permission.of("publish metrics", List.of("cloudwatch:PutMetricData"), List.of(ANYTHING))
                .on(is(
                        STRING_LIKE,
                        "cloudwatch:namespace",
                        Stream.concat(
                                        JOB_GROUPS.stream().map("/aws/sagemaker/"::concat),
                                        Stream.of(names.prefix() + "*"))
                                .toList())));
        all.addAll(logs());
        settings.get(Options.DATA_LOCATION).forEach(location -> all.addAll(data(location)));
        settings.dataKey().map(this::dataKey).ifPresent(all::add);
        List<String> network = new ArrayList<>(NETWORK);
        network.add("ec2:DescribeDhcpOptions");
        seeNetwork(network).ifPresent(all::add);
        joinNetwork().ifPresent(all::add);
        settings.get(Options.SUBNET).map(this::keepNetwork).ifPresent(all::add);
        useKey().ifPresent(all::add);
        return all;
    }

    /** A tag of another tenant, on the resource or in the request, denies; none decides nothing. */
    private List<Condition> tagged() {
        String own = names.tenant().value();
        return List.of(absentOr(STRING_EQUALS, RESOURCE_TAG, own, ""), absentOr(STRING_EQUALS, REQUEST_TAG, own, ""));
    }

    private List<Condition> addresses() {
        List<String> ranges = settings.get(Options.ALLOW_CIDR);
        return ranges.isEmpty() ? List.of() : List.of(is(IP_ADDRESS, "aws:SourceIp", ranges));
    }

    /** What the request that makes something has to name, and must not. */
    private List<Condition> limits(String create) {
        List<Condition> all = new ArrayList<>();
        if (NAMES_MODEL.contains(create)) {
            all.add(isThere(MODEL));
            all.add(all(ARN_LIKE, MODEL, List.of(names.ownSagemaker("model"))));
        }
        settings.get(Options.SUBNET).ifPresent(subnet -> {
            if (HAS_PLACE.contains(create)) {
                all.add(isThere(SUBNETS));
            }
            if (HAS_PLACE.contains(create) || create.equals(CREATE_CONFIG)) {
                all.add(all(STRING_EQUALS, SUBNETS, List.of(subnet)));
            }
        });
        List<String> types = settings.get(Options.ALLOW_INSTANCE_TYPE);
        if (!types.isEmpty() && HAS_SIZE.contains(create)) {
            all.add(isThere("sagemaker:InstanceTypes"));
            all.add(all(STRING_LIKE, "sagemaker:InstanceTypes", types));
        }
        settings.get(Options.MAX_RUNTIME)
                .filter(longest -> HAS_END.contains(create))
                .ifPresent(longest -> all.add(is(
                        NUMERIC_LESS_THAN_EQUALS,
                        "sagemaker:MaxRuntimeInSeconds",
                        String.valueOf(longest.toSeconds()))));
        if (create.equals(TRAIN)) {
            all.add(absentOr(STRING_EQUALS, "sagemaker:FileSystemId", ""));
            if (!types.isEmpty() || settings.get(Options.MAX_RUNTIME).isPresent()) {
                all.add(absentOr(BOOL, "sagemaker:EnableRemoteDebug", "false"));
                all.add(Permission.isAbsent("sagemaker:KeepAlivePeriod"));
            }
        }
        return all;
    }

    private Permission readTags(List<String> types) {
        return Permission.of("read tags", sagemaker("ListTags"), own(types)).with(tagged());
    }

    private Permission passRole() {
        return Permission.of(
                        "pass the execution role to SageMaker",
                        List.of("iam:PassRole"),
                        List.of(names.executionRoleArn()))
                .on(is(STRING_EQUALS, "iam:PassedToService", SAGEMAKER));
    }

    /** Its own repositories, and any of another account: AWS keeps its images in many. */
    private List<Permission> images() {
        return List.of(
                Permission.of(
                        "pull its own images",
                        PULL,
                        List.of(names.home().arn("ecr", "repository/" + names.prefix() + "*"))),
                Permission.of("pull other accounts' images", PULL, List.of(arn("ecr", ANYTHING, "repository/*")))
                        .on(
                                is(STRING_LIKE, RESOURCE_ACCOUNT, "*"),
                                is(
                                        STRING_NOT_EQUALS,
                                        RESOURCE_ACCOUNT,
                                        names.home().account())));
    }

    /** A stream begins with the name of its job or notebook; an endpoint has a log group of its own. */
    private List<Permission> logs() {
        List<String> groups = Stream.concat(Stream.of("NotebookInstances"), JOB_GROUPS.stream())
                .toList();
        String endpoints = logGroup("Endpoints/" + names.prefix() + "*");
        return List.of(
                Permission.of(
                        "write and read its logs",
                        List.of("logs:CreateLogStream", "logs:GetLogEvents", "logs:PutLogEvents"),
                        Stream.concat(
                                        groups.stream()
                                                .map(group -> logGroup(group + ":log-stream:" + names.prefix() + "*")),
                                        Stream.of(endpoints))
                                .toList()),
                Permission.of(
                        "see the names of log streams",
                        List.of("logs:CreateLogGroup", "logs:DescribeLogStreams"),
                        Stream.concat(
                                        groups.stream()
                                                .flatMap(group -> Stream.of(logGroup(group), logGroup(group + ":*"))),
                                        Stream.of(endpoints))
                                .toList()));
    }

    private List<Permission> data(DataLocation location) {
        Permission names = Permission.of(
                        "list the names of its data", List.of("s3:ListBucket"), List.of(bucket(location)))
                .on(ofAccount(location));
        return List.of(
                Permission.of("use its data", OBJECT, List.of(bucket(location) + "/" + location.prefix() + "*"))
                        .on(ofAccount(location)),
                location.prefix().isEmpty() ? names : names.on(is(STRING_LIKE, "s3:prefix", location.prefix() + "*")));
    }

    private Condition ofAccount(DataLocation location) {
        return is(STRING_EQUALS, RESOURCE_ACCOUNT, location.owner(names.home().account()));
    }

    private String bucket(DataLocation location) {
        return Arn.s3(names.home().partition(), location.bucket()).toString();
    }

    private Permission dataKey(DataKey key) {
        return Permission.of(
                        "use the key of its data through S3",
                        List.of("kms:Decrypt", "kms:GenerateDataKey"),
                        List.of(key.arn()))
                .on(through("s3", key.region()));
    }

    /** The host of a service, which may have a suffix in China (not documented). */
    private static Condition through(String service, String region) {
        return is(STRING_LIKE, VIA_SERVICE, service + "." + region + ".amazonaws.com*");
    }

    private Optional<Permission> seeNetwork(List<String> actions) {
        return settings.get(Options.SUBNET).map(subnet -> Permission.of("see the network", actions, List.of(ANYTHING)));
    }

    private Optional<Permission> joinNetwork() {
        return settings.get(Options.SUBNET)
                .map(subnet -> Permission.of(
                        "join its subnet",
                        List.of("ec2:CreateNetworkInterface"),
                        Stream.concat(
                                        Stream.of(
                                                arn("ec2", ANYTHING, "subnet/" + subnet),
                                                names.home().arn("ec2", "network-interface/*")),
                                        settings.get(Options.SECURITY_GROUPS).stream()
                                                .map(group -> arn("ec2", ANYTHING, "security-group/" + group)))
                                .toList()));
    }

    private Permission keepNetwork(String subnet) {
        return Permission.of(
                        "keep the network interfaces of its subnet",
                        List.of(
                                "ec2:CreateNetworkInterfacePermission",
                                "ec2:DeleteNetworkInterface",
                                "ec2:DeleteNetworkInterfacePermission"),
                        List.of(names.home().arn("ec2", "network-interface/*")))
                .on(is(ARN_LIKE, "ec2:Subnet", arn("ec2", ANYTHING, "subnet/" + subnet)));
    }

    private Optional<Permission> useKey() {
        return settings.get(Options.KMS_KEY)
                .map(key -> Permission.of(
                                "use the key of its notebooks through SageMaker",
                                List.of("kms:CreateGrant", "kms:DescribeKey"),
                                List.of(names.keyArn(key)))
                        .on(
                                through("sagemaker", names.home().region()),
                                absentOr(BOOL, "kms:GrantIsForAWSResource", "true")));
    }

    private List<String> own(Collection<String> types) {
        return types.stream().map(names::ownSagemaker).toList();
    }

    private String logGroup(String group) {
        return names.home().arn("logs", "log-group:/aws/sagemaker/" + group);
    }

    private String arn(String service, String account, String resource) {
        return new Arn(names.home().partition(), service, names.home().region(), account, resource).toString();
    }
}
