package dev.tenantadmin.tenant.document;

import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.ARN_LIKE;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.BOOL;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.STRING_EQUALS;
import static software.amazon.awssdk.policybuilder.iam.IamConditionOperator.STRING_LIKE;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.Literal;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamStatement;

/**
 * The statements of a tenant's boundary and identity policies.
 *
 * <p>There are two kinds. Allows name typed ARNs with the tenant's prefix; names cannot be changed, so these are the first wall.
 * {@link Denies} are the second.
 */
final class Statements {

    /** The resource types of a tenant's jobs and deployments, without notebooks. */
    private static final List<String> WORK_TYPES =
            List.of("endpoint", "endpoint-config", "model", "processing-job", "training-job", "transform-job");

    private static final List<String> NOTEBOOKS = List.of("notebook-instance");

    /** Log groups that all tenants of the account share; a stream in them begins with the name of the job or notebook. */
    private static final List<String> SHARED_LOG_GROUPS =
            List.of("NotebookInstances", "ProcessingJobs", "TrainingJobs", "TransformJobs");

    /** The same, shorter. */
    private static final List<String> SHARED_LOG_GROUPS_CAP = List.of("NotebookInstances", "*Jobs");

    private static final String DATA = "Data";
    private static final String VIA_SERVICE = "kms:ViaService";

    /** Where jobs publish with this role. SageMaker publishes endpoints' metrics itself, so write access there would only allow forging them. */
    private static final List<String> JOBS_NAMESPACES =
            List.of("/aws/sagemaker/ProcessingJobs", "/aws/sagemaker/TrainingJobs", "/aws/sagemaker/TransformJobs");

    /** The same, shorter. */
    private static final List<String> JOBS_NAMESPACES_CAP = List.of("/aws/sagemaker/*Jobs");

    /** The service principal, the same in every partition. */
    static final String SAGEMAKER = "sagemaker.amazonaws.com";

    private final Names names;
    private final @Nullable String subnet;
    private final List<String> securityGroups;
    private final @Nullable String key;
    private final boolean requireMfa;
    private final List<DataLocation> data;
    private final @Nullable DataKey dataKey;
    private final Denies denies;

    Statements(Names names, Settings settings) {
        this.names = names;
        this.subnet =
                settings.get(Options.SUBNET).map(id -> Literal.of("subnet", id)).orElse(null);
        this.securityGroups = settings.get(Options.SECURITY_GROUPS).stream()
                .map(group -> Literal.of("security group", group))
                .toList();
        this.key = settings.get(Options.KMS_KEY)
                .map(id -> keyArn(Literal.of("KMS key", id)))
                .orElse(null);
        this.requireMfa = settings.get(Options.REQUIRE_MFA);
        this.data = settings.get(Options.DATA_LOCATION);
        this.dataKey = settings.dataKey().orElse(null);
        if (dataKey != null) {
            dataKey.check(names.home());
        }
        this.denies = new Denies(names, settings);
    }

    /** What the access role and the group's members can do. */
    List<IamStatement> access() {
        return join(
                Stream.of(
                        anywhere(Actions.LIST, Actions.SEE_NETWORK),
                        allow(
                                        "Own",
                                        union(Actions.USE_NOTEBOOK, Actions.USE_ENDPOINT, Actions.READ_TAGS),
                                        own(union(NOTEBOOKS, List.of("endpoint"))))
                                .build(),
                        passRole()),
                joinNetwork(securityGroups),
                useKey(),
                denies.walls(),
                denies.elsewhere());
    }

    /** What the execution role can do. Everyone who works in a notebook acts as it, and so does every job and endpoint. */
    List<IamStatement> execution() {
        return join(
                Stream.of(
                        anywhere(
                                union(Actions.LIST, Actions.REGISTRY_LOGIN),
                                union(Actions.SEE_NETWORK, Actions.SEE_DHCP)),
                        allow("Work", union(Actions.WORK, Actions.READ_TAGS, Actions.TAG), own(WORK_TYPES))
                                .build(),
                        allow("Notebooks", union(Actions.STOP_NOTEBOOK, Actions.READ_TAGS), own(NOTEBOOKS))
                                .build(),
                        passRole(),
                        images(),
                        metrics(JOBS_NAMESPACES)),
                logs(SHARED_LOG_GROUPS, List.of("", ":*")),
                data(),
                useDataKey(),
                joinNetwork(securityGroups),
                keepNetwork(Actions.KEEP_NETWORK),
                useKey(),
                denies.walls(),
                denies.noFileSystem(),
                denies.placement(),
                denies.limits());
    }

    /** The most that anyone of the tenant can do, whatever else is attached: all of the above, and assuming the access role. */
    List<IamStatement> boundary() {
        return join(
                Stream.of(
                        anywhere(union(Actions.LIST_CAP, Actions.REGISTRY_LOGIN), Actions.SEE_NETWORK_CAP),
                        allow("Own", Actions.CAP, own(union(WORK_TYPES, NOTEBOOKS)))
                                .build(),
                        passRole(),
                        allow(
                                        "Assume",
                                        List.of("sts:AssumeRole", "sts:SetSourceIdentity"),
                                        List.of(names.accessRoleArn()))
                                .build(),
                        images(),
                        metrics(JOBS_NAMESPACES_CAP)),
                logs(SHARED_LOG_GROUPS_CAP, List.of("*")),
                dataCap(),
                useDataKey(),
                joinNetwork(List.of("*")),
                keepNetwork(Actions.KEEP_NETWORK_CAP),
                useKey(),
                denies.walls(),
                denies.noFileSystem());
    }

    /**
     * Assuming the access role, under the user's own name only. The second statement is separate because a request for
     * {@code sts:SetSourceIdentity} has no {@code sts:RoleSessionName} (service authorization reference).
     */
    List<IamStatement> assume() {
        String self = "${aws:username}";
        return join(
                Stream.of(
                        withMfa(allow("Assume", List.of("sts:AssumeRole"), List.of(names.accessRoleArn())))
                                .addCondition(STRING_EQUALS, "sts:SourceIdentity", self)
                                .addCondition(STRING_EQUALS, "sts:RoleSessionName", self)
                                .build(),
                        withMfa(allow("Sign", List.of("sts:SetSourceIdentity"), List.of(names.accessRoleArn())))
                                .addCondition(STRING_EQUALS, "sts:SourceIdentity", self)
                                .build()),
                denies.noMfa());
    }

    private IamStatement.Builder withMfa(IamStatement.Builder allow) {
        return requireMfa ? allow.addCondition(BOOL, Denies.MFA, "true") : allow;
    }

    /** The actions that IAM allows only on {@code *}. */
    private IamStatement anywhere(Collection<String> always, Collection<String> withSubnet) {
        return allow("Anywhere", subnet == null ? always : union(always, withSubnet), List.of("*"))
                .build();
    }

    /** Starting a notebook can need it, and so does every create call that names the role. */
    private IamStatement passRole() {
        return allow("PassRole", List.of("iam:PassRole"), List.of(names.executionRoleArn()))
                .addCondition(STRING_EQUALS, "iam:PassedToService", SAGEMAKER)
                .build();
    }

    /** In any account, because AWS keeps its images in many; {@link Denies} excludes this account's other repositories. */
    private IamStatement images() {
        return allow("Images", Actions.PULL, List.of(arn("ecr", "*", "repository/*")))
                .build();
    }

    /** The jobs' namespaces belong to the account, not to a tenant. */
    private IamStatement metrics(List<String> jobs) {
        return allow("Metrics", List.of("cloudwatch:PutMetricData"), List.of("*"))
                .addConditions(STRING_LIKE, "cloudwatch:namespace", append(jobs.stream(), names.prefix() + "*"))
                .build();
    }

    /**
     * Objects under the tenant's locations, in the given accounts, and listing their names. Listing acts on a bucket, so each location has
     * its own statement; otherwise prefixes would mix.
     */
    private Stream<IamStatement> data() {
        String home = names.home().account();
        Map<String, List<DataLocation>> byOwner = data.stream()
                .collect(Collectors.groupingBy(location -> location.owner(home), TreeMap::new, Collectors.toList()));
        return Stream.concat(
                byOwner.entrySet().stream()
                        .map(owned -> objects(
                                        owned.getKey().equals(home) ? DATA : DATA + owned.getKey(),
                                        Actions.USE_OBJECT,
                                        owned.getValue())
                                .addCondition(STRING_EQUALS, Denies.RESOURCE_ACCOUNT, owned.getKey())
                                .build()),
                data.stream()
                        .map(location -> names(location)
                                .addCondition(STRING_EQUALS, Denies.RESOURCE_ACCOUNT, location.owner(home))
                                .build()));
    }

    /** The same in any account; only the execution policy names accounts. */
    private Stream<IamStatement> dataCap() {
        return data.isEmpty()
                ? Stream.of()
                : Stream.concat(
                        Stream.of(objects(DATA, Actions.USE_OBJECT_CAP, data).build()),
                        data.stream().map(location -> names(location).build()));
    }

    private IamStatement.Builder objects(String sid, List<String> actions, List<DataLocation> locations) {
        return allow(
                sid,
                actions,
                locations.stream()
                        .map(location -> bucketArn(location) + "/" + location.prefix() + "*")
                        .toList());
    }

    private IamStatement.Builder names(DataLocation data) {
        IamStatement.Builder list = IamStatement.builder()
                .effect(IamEffect.ALLOW)
                .addAction("s3:ListBucket")
                .addResource(bucketArn(data));
        return data.prefix().isEmpty() ? list : list.addCondition(STRING_LIKE, "s3:prefix", data.prefix() + "*");
    }

    private String bucketArn(DataLocation data) {
        return Arn.s3(names.home().partition(), data.bucket()).toString();
    }

    /** These actions need a group's ARN with {@code :*} at the end, but AWS does not document that for each. */
    private Stream<IamStatement> logs(List<String> sharedGroups, List<String> endings) {
        // An endpoint has its own group; its streams are named after variants and instances.
        String endpoints = logGroup("Endpoints/" + names.prefix()) + "*";
        return Stream.of(
                allow(
                                "LogStreams",
                                Actions.LOG_STREAM,
                                append(
                                        sharedGroups.stream()
                                                .map(group -> logGroup(group) + ":log-stream:" + names.prefix() + "*"),
                                        endpoints))
                        .build(),
                allow(
                                "LogGroups",
                                Actions.LOG_GROUP,
                                append(
                                        sharedGroups.stream()
                                                .flatMap(group ->
                                                        endings.stream().map(ending -> logGroup(group) + ending)),
                                        endpoints))
                        .build());
    }

    /** In the subnet, with these security groups. The account stays open: a shared subnet is another account's, and ids are unique. */
    private Stream<IamStatement> joinNetwork(List<String> groups) {
        if (subnet == null) {
            return Stream.of();
        }
        return Stream.of(allow(
                        "JoinNetwork",
                        Actions.JOIN_NETWORK,
                        append(
                                groups.stream().map(group -> arn("ec2", "*", "security-group/" + group)),
                                subnetArn(subnet),
                                interfaces()))
                .build());
    }

    private Stream<IamStatement> keepNetwork(List<String> actions) {
        if (subnet == null) {
            return Stream.of();
        }
        return Stream.of(allow("KeepNetwork", actions, List.of(interfaces()))
                .addCondition(ARN_LIKE, "ec2:Subnet", subnetArn(subnet))
                .build());
    }

    /**
     * What starting a notebook or job with an encrypted volume needs (SageMaker developer guide): grants on this key, made through
     * SageMaker for AWS's own use. IfExists, because DescribeKey lacks that key; ViaService is required.
     */
    private Stream<IamStatement> useKey() {
        if (key == null) {
            return Stream.of();
        }
        return Stream.of(allow("Key", Actions.USE_KEY, List.of(key))
                .addCondition(
                        STRING_LIKE,
                        VIA_SERVICE,
                        service("sagemaker", names.home().region()))
                .addCondition(BOOL.addSuffix("IfExists"), "kms:GrantIsForAWSResource", "true")
                .build());
    }

    /** Objects under the key, as far as {@link #data} allows them. The key cannot be used by calling KMS directly. */
    private Stream<IamStatement> useDataKey() {
        if (dataKey == null) {
            return Stream.of();
        }
        return Stream.of(allow("DataKey", Actions.USE_DATA_KEY, List.of(dataKey.arn()))
                .addCondition(STRING_LIKE, VIA_SERVICE, service("s3", dataKey.region()))
                .build());
    }

    /**
     * How KMS names a service that calls it for somebody. AWS does not document whether the host ends in .cn in China; the star matches
     * both.
     */
    private static String service(String name, String region) {
        return "%s.%s.amazonaws.com*".formatted(name, region);
    }

    private List<String> own(Collection<String> types) {
        return types.stream().map(names::ownSagemaker).toList();
    }

    private String logGroup(String group) {
        return arn("logs", names.home().account(), "log-group:/aws/sagemaker/" + group);
    }

    private String subnetArn(String id) {
        return arn("ec2", "*", "subnet/" + id);
    }

    private String interfaces() {
        return arn("ec2", names.home().account(), "network-interface/*");
    }

    private String keyArn(String idOrArn) {
        if (idOrArn.contains("alias/")) {
            throw new IllegalArgumentException(
                    "KMS key '%s' is an alias: give the key's id or ARN, because a policy cannot name an alias"
                            .formatted(Printable.text(idOrArn)));
        }
        return names.keyArn(idOrArn);
    }

    private String arn(String service, String account, String resource) {
        return new Arn(names.home().partition(), service, names.home().region(), account, resource).toString();
    }

    private static IamStatement.Builder allow(String sid, Collection<String> actions, Collection<String> resources) {
        return IamStatement.builder()
                .sid(sid)
                .effect(IamEffect.ALLOW)
                .actionIds(actions)
                .resourceIds(resources);
    }

    @SafeVarargs
    private static List<String> union(Collection<String>... parts) {
        SortedSet<String> all = new TreeSet<>();
        for (Collection<String> part : parts) {
            all.addAll(part);
        }
        return List.copyOf(all);
    }

    private static List<String> append(Stream<String> first, String... rest) {
        return Stream.concat(first, Stream.of(rest)).toList();
    }

    @SafeVarargs
    private static List<IamStatement> join(Stream<IamStatement>... parts) {
        List<IamStatement> all = new ArrayList<>();
        for (Stream<IamStatement> part : parts) {
            part.forEach(all::add);
        }
        return all;
    }
}
