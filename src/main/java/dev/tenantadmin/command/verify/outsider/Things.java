package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.ReadTrust;
import dev.tenantadmin.aws.snapshot.ParsedDocuments;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Tags;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ARNs of a tenant's things with the condition keys that they have. The tags by which a tenant's things are known are taken as they are meant
 * to be: who can change them is another way in.
 */
final class Things {

    private static final String ACCOUNT = "aws:ResourceAccount";

    /** The same (service authorization reference, Amazon S3). */
    private static final String S3_ACCOUNT = "s3:ResourceAccount";

    private static final String TAG = "aws:ResourceTag/";

    /** The boundary that a user or role has; where one is given or it is made, that one. */
    private static final String BOUNDARY_KEY = "iam:PermissionsBoundary";

    private static final Pattern GIVES_BOUNDARY = Pattern.compile("iam:(Put.*PermissionsBoundary|Create(User|Role))");

    /** A thing without tags, or one that is not there yet. */
    private static final Map<String, List<String>> NO_TAGS = Map.of(TAG + "*", List.of());

    private static final List<String> LOG_STREAMS = List.of(
            "NotebookInstances:log-stream:%s*",
            "ProcessingJobs:log-stream:%s*",
            "TrainingJobs:log-stream:%s*",
            "TransformJobs:log-stream:%s*",
            "Endpoints/%s*:log-stream:*");

    private static final List<String> LOG_GROUPS =
            List.of("NotebookInstances:*", "ProcessingJobs:*", "TrainingJobs:*", "TransformJobs:*", "Endpoints/%s*");

    /** How many buckets are looked for by name. */
    private static final int FEW = 8;

    private static final int SHORTEST_REGION = "us-east-1".length();
    private static final int LONGEST_REGION = 16;
    private static final int ID_LENGTH = 17;

    private static final List<String> JOBS = List.of("training-job", "processing-job", "transform-job");

    private final AccountDetails account;
    private final ParsedDocuments documents;
    private final Map<String, List<KnownThing>> users = new HashMap<>();
    private final Map<String, Map<Thing, List<KnownThing>>> known = new HashMap<>();
    private final Map<String, KnownThing> roles = new HashMap<>();

    Things(AccountDetails account, ParsedDocuments documents) {
        this.account = account;
        this.documents = documents;
        account.users()
                .values()
                .forEach(user -> users.computeIfAbsent(user.path(), none -> new ArrayList<>())
                        .add(entity(user.arn(), user.tags(), user.boundary())));
    }

    /** Those of a kind that the tenant has. */
    List<KnownThing> of(TenantThings tenant, Thing thing) {
        return known.computeIfAbsent(tenant.tenant().value(), none -> new EnumMap<>(Thing.class))
                .computeIfAbsent(thing, none -> find(tenant, thing));
    }

    private List<KnownThing> find(TenantThings tenant, Thing thing) {
        Names names = tenant.names();
        Home home = names.home();
        return switch (thing) {
            case ACCESS_ROLE -> role(names.accessRoleArn());
            case EXECUTION_ROLE -> role(names.executionRoleArn());
            case USER -> users.getOrDefault(names.path(), List.of());
            case NEW_USER ->
                admitsNewUsers(names)
                        ? List.of(new KnownThing(names.usersArn(), owned(home, NO_TAGS), null))
                        : List.of();
            case SAML_PROVIDER -> providers(names, ":saml-provider/");
            case OIDC_PROVIDER -> providers(names, ":oidc-provider/");
            case INSTANCE ->
                Stream.of(names.accessRoleArn(), names.executionRoleArn())
                        .filter(this::isInProfile)
                        .flatMap(arn -> role(arn).stream())
                        .toList();
            case GROUP ->
                account.groups().containsKey(names.groupArn())
                        ? List.of(new KnownThing(names.groupArn(), owned(home, NO_TAGS), null))
                        : List.of();
            case BOUNDARY -> policy(names, names.boundaryArn());
            case ACCESS_POLICY -> policy(names, names.accessPolicyArn());
            case NOTEBOOK ->
                tenant.notebooks().stream()
                        .map(name -> new KnownThing(names.sagemakerArn("notebook-instance", name), tagged(names), null))
                        .toList();
            case LIFECYCLE_CONFIG ->
                tenant.hasLifecycleConfig()
                        ? List.of(new KnownThing(
                                names.sagemakerArn("notebook-instance-lifecycle-config", names.setup()),
                                tagged(names),
                                null))
                        : List.of();
            case ENDPOINT -> List.of(work(names, "endpoint"));
            case ENDPOINT_CONFIG -> List.of(work(names, "endpoint-config"));
            case MODEL -> List.of(work(names, "model"));
            case JOB -> JOBS.stream().map(type -> work(names, type)).toList();
            case DATA ->
                tenant.data().stream()
                        .map(location -> s3(home, location, "/" + location.prefix() + "*"))
                        .toList();
            case BUCKET ->
                tenant.data().stream().map(location -> s3(home, location, "")).toList();
            case LOG_STREAM -> logs(home, LOG_STREAMS, names.prefix());
            case LOG_GROUP -> logs(home, LOG_GROUPS, names.prefix());
            case ANYTHING_NEW -> List.of(anything(true));
            case ANYTHING -> List.of(anything(false));
        };
    }

    /** Patterns of all that any tenant could have; nothing is known of them. */
    List<String> anybodys(List<TenantThings> tenants, Thing thing) {
        Home home = tenants.get(0).names().home();
        return switch (thing) {
            case ACCESS_ROLE, EXECUTION_ROLE -> List.of(iam(home, "role"));
            case USER, NEW_USER -> List.of(iam(home, "user"));
            case GROUP -> List.of(iam(home, "group"));
            case SAML_PROVIDER -> List.of(home.iam("saml-provider/*"));
            case OIDC_PROVIDER -> List.of(home.iam("oidc-provider/*"));
            case INSTANCE -> List.of(instances(home));
            case BOUNDARY, ACCESS_POLICY -> List.of(iam(home, "policy"));
            case NOTEBOOK -> List.of(sagemaker(home, "notebook-instance"));
            case LIFECYCLE_CONFIG -> List.of(sagemaker(home, "notebook-instance-lifecycle-config"));
            case ENDPOINT -> List.of(sagemaker(home, "endpoint"));
            case ENDPOINT_CONFIG -> List.of(sagemaker(home, "endpoint-config"));
            case MODEL -> List.of(sagemaker(home, "model"));
            case JOB -> JOBS.stream().map(type -> sagemaker(home, type)).toList();
            case DATA -> s3(home, tenants, "/*");
            case BUCKET -> s3(home, tenants, "");
            case LOG_STREAM, LOG_GROUP ->
                List.of(new Arn(home.partition(), "logs", "*", home.account(), "log-group:/aws/sagemaker/*")
                        .toString());
            case ANYTHING_NEW, ANYTHING -> List.of("*");
        };
    }

    /** Of many buckets, any bucket: each pattern costs every principal time. */
    private static List<String> s3(Home home, List<TenantThings> tenants, String rest) {
        List<String> buckets = tenants.stream()
                .flatMap(tenant -> tenant.data().stream())
                .map(DataLocation::bucket)
                .distinct()
                .toList();
        return (buckets.size() > FEW ? List.of("*") : buckets)
                .stream()
                        .map(bucket -> Arn.s3(home.partition(), bucket + rest).toString())
                        .toList();
    }

    private static String iam(Home home, String type) {
        return home.iam(type + "*" + Names.ROOT_PATH + "*");
    }

    private static String sagemaker(Home home, String type) {
        return new Arn(home.partition(), "sagemaker", "*", home.account(), type + "/*" + Names.DELIMITER + "*")
                .toString();
    }

    /** Something of the caller's choice, which has tags of its choice if it is there already. */
    static KnownThing anything(boolean isNew) {
        return new KnownThing("*", isNew ? NO_TAGS : Map.of(), null);
    }

    /** Any role. */
    KnownThing of(RoleDetail role) {
        return roles.computeIfAbsent(role.arn(), none -> find(role));
    }

    private KnownThing find(RoleDetail role) {
        PolicySource trust = documents
                .trust(role.trust())
                .map(policy -> new PolicySource("trust of " + role.name(), "Trust Policy", policy))
                .orElse(null);
        KnownThing entity = entity(role.arn(), role.tags(), role.boundary());
        return new KnownThing(entity.arn(), entity.keys(), trust);
    }

    /** Whom the trust policy of a role admits. */
    List<ReadTrust.Admitted> admitted(String role) {
        return Optional.ofNullable(account.roles().get(role)).stream()
                .flatMap(found -> ReadTrust.of(found.trust()).admitted().stream())
                .toList();
    }

    /** Whether the access role admits whoever is made under the tenant's path; taken as so where its trust policy cannot be read. */
    private boolean admitsNewUsers(Names names) {
        String some = names.usersArn().replace("*", "new");
        return role(names.accessRoleArn()).stream()
                .anyMatch(role -> role.trust() == null
                        || admitted(role.arn()).stream().anyMatch(admitted -> admitted.matches(some)));
    }

    /** Their tags are not known. */
    private List<KnownThing> providers(Names names, String type) {
        return Stream.of(names.accessRoleArn(), names.executionRoleArn())
                .flatMap(role -> admitted(role).stream())
                .filter(admitted ->
                        admitted.type().equals("Federated") && admitted.who().contains(type))
                .map(admitted -> new KnownThing(admitted.who(), owned(names.home(), Map.of()), null))
                .distinct()
                .toList();
    }

    /** Whether instances of EC2 can run as the role, if its trust policy admits EC2. */
    boolean isInProfile(String role) {
        RoleDetail found = account.roles().get(role);
        return found != null && !found.instanceProfiles().isEmpty();
    }

    /** A pattern of the ARNs of all instances of EC2, and of more: its star goes on beyond the colon. */
    static String instances(Home home) {
        return instances(home, "*");
    }

    /** Patterns of the ARNs of instances of EC2 alone: the names of AWS's regions have 9 characters or some more. */
    static List<String> instancesByRegion(Home home) {
        return IntStream.rangeClosed(SHORTEST_REGION, LONGEST_REGION)
                .mapToObj(length -> instances(home, "?".repeat(length)))
                .toList();
    }

    /** Ids have 17 characters (EC2 user guide, "resource IDs"). */
    private static String instances(Home home, String region) {
        return new Arn(home.partition(), "ec2", region, home.account(), "instance/i-" + "?".repeat(ID_LENGTH))
                .toString();
    }

    private List<KnownThing> role(String arn) {
        return Optional.ofNullable(account.roles().get(arn)).map(this::of).stream()
                .toList();
    }

    /** A user or a role, whose tags and boundary are known, or a group, which has none. */
    static KnownThing entity(String arn, Map<String, String> tags, @Nullable String boundary) {
        Map<String, List<String>> keys = new TreeMap<>(NO_TAGS);
        tags.forEach((key, value) -> keys.put(TAG + key, List.of(value)));
        keys.put(ACCOUNT, List.of(Arn.of(arn).account()));
        keys.put(BOUNDARY_KEY, boundary == null ? List.of() : List.of(boundary));
        return new KnownThing(arn, keys, null);
    }

    private List<KnownThing> policy(Names names, String arn) {
        return account.policies().containsKey(arn) ? List.of(new KnownThing(arn, tagged(names), null)) : List.of();
    }

    private static KnownThing work(Names names, String type) {
        return new KnownThing(names.ownSagemaker(type), tagged(names), null);
    }

    private static KnownThing s3(Home home, DataLocation location, String rest) {
        List<String> owner = List.of(location.owner(home.account()));
        return new KnownThing(
                Arn.s3(home.partition(), location.bucket() + rest).toString(),
                Map.of(ACCOUNT, owner, S3_ACCOUNT, owner),
                null);
    }

    private static List<KnownThing> logs(Home home, List<String> forms, String prefix) {
        return forms.stream()
                .map(form -> home.arn("logs", "log-group:/aws/sagemaker/" + form.formatted(prefix)))
                .map(arn -> new KnownThing(arn, owned(home, Map.of()), null))
                .toList();
    }

    private static Map<String, List<String>> tagged(Names names) {
        return owned(
                names.home(),
                Map.of(
                        TAG + Tags.TENANT,
                        List.of(names.tenant().value()),
                        TAG + Tags.MANAGED_BY,
                        List.of(Tags.TENANT_ADMIN)));
    }

    private static Map<String, List<String>> owned(Home home, Map<String, List<String>> tags) {
        Map<String, List<String>> keys = new TreeMap<>(tags);
        keys.put(ACCOUNT, List.of(home.account()));
        return keys;
    }

    /** The condition keys of a request about a thing that do not depend on its region. */
    static Map<String, List<String>> keys(List<String> actions, KnownThing target) {
        Map<String, List<String>> keys = new TreeMap<>(target.keys());
        if (actions.stream().anyMatch(action -> GIVES_BOUNDARY.matcher(action).matches())) {
            keys.remove(BOUNDARY_KEY);
        }
        return keys;
    }

    /** In which region such a request is made; null if it is the caller's choice. */
    static @Nullable String region(Home home, Need need) {
        String action = need.actions().get(0);
        boolean isElsewhere =
                need.things().contains(Thing.ANYTHING) || need.things().contains(Thing.ANYTHING_NEW);
        // PassRole is asked within another request.
        if (isElsewhere || action.equals("iam:PassRole")) {
            return null;
        } else if (action.startsWith("iam:")) {
            return iamRegion(home);
        }
        return Stream.of("sagemaker:", "logs:").anyMatch(action::startsWith) ? home.region() : null;
    }

    /** Where IAM is called, wherever the caller is. */
    static String iamRegion(Home home) {
        return switch (home.partition()) {
            case "aws-cn" -> "cn-north-1";
            case "aws-us-gov" -> "us-gov-west-1";
            default -> "us-east-1";
        };
    }
}
