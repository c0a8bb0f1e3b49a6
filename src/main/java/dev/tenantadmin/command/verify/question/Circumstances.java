package dev.tenantadmin.command.verify.question;

import dev.tenantadmin.tenant.option.DataKey;
import dev.tenantadmin.tenant.option.DataLocation;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Settings;
import dev.tenantadmin.tenant.permit.PrincipalKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The situations to ask about one principal in. */
record Circumstances(Subject subject, Tenancy other) {

    private static final String RESOURCE_TAG = "aws:ResourceTag/tenant";
    private static final String REQUEST_TAG = "aws:RequestTag/tenant";
    private static final String MODEL = "sagemaker:ModelArn";
    private static final String PASSED_TO = "iam:PassedToService";
    private static final String SIGNATURE = "sts:SourceIdentity";
    private static final String SESSION_NAME = "sts:RoleSessionName";
    private static final String NAMESPACE = "cloudwatch:namespace";
    private static final String BARE = "nothing told, nothing tagged";
    private static final String SUBNETS = "sagemaker:VpcSubnets";

    /** A key that AWS fills in with the account of the resource. */
    private static final String RESOURCE_ACCOUNT = "aws:ResourceAccount";

    private static final String NOBODYS_ACCOUNT = "000000000000";
    private static final String MFA = "aws:MultiFactorAuthPresent";
    private static final String ADDRESS = "aws:SourceIp";
    private static final String INSTANCE_TYPES = "sagemaker:InstanceTypes";
    private static final String LONGEST = "sagemaker:MaxRuntimeInSeconds";
    private static final String VIA_SERVICE = "kms:ViaService";
    private static final String S3_PREFIX = "s3:prefix";
    private static final String TAGGING_ACTION = "sagemaker:TaggingAction";

    /**
     * The best conditions for the principal: the resource has its own tenant's tags, it names its own model and signs with its own name. A
     * denial is then due to the resource's name.
     */
    Situation favourable() {
        Tenancy own = subject.tenant();
        Map<String, List<String>> keys = new TreeMap<>();
        String person = subject.name();
        if (subject.kind() == PrincipalKind.USER) {
            keys.put("aws:username", List.of(person));
        }
        keys.put(RESOURCE_TAG, List.of(own.name()));
        keys.put("sagemaker:ResourceTag/tenant", List.of(own.name()));
        keys.put(REQUEST_TAG, List.of(own.name()));
        keys.put("aws:TagKeys", List.of("tenant"));
        keys.put(TAGGING_ACTION, List.of("CreateTrainingJob"));
        keys.put(MODEL, List.of(model(own)));
        keys.put(PASSED_TO, List.of("sagemaker.amazonaws.com"));
        keys.put(SIGNATURE, List.of(person));
        keys.put(SESSION_NAME, List.of(person));
        keys.put(NAMESPACE, List.of(own.names().prefix() + "metrics"));
        keys.put(RESOURCE_ACCOUNT, List.of(own.names().home().account()));
        keys.put(MFA, List.of("true"));
        // Every request has these (IAM user guide, global condition keys); an organisation's boundary can ask for them.
        keys.put("aws:RequestedRegion", List.of(own.names().home().region()));
        keys.put("aws:SecureTransport", List.of("true"));
        Limits limits = new Limits(own.settings());
        // Nobody connects to programs in a notebook, so their address must not matter.
        if (subject.kind() != PrincipalKind.EXECUTION_ROLE) {
            limits.address().ifPresent(address -> keys.put(ADDRESS, List.of(address)));
        }
        limits.instanceType().ifPresent(type -> keys.put(INSTANCE_TYPES, List.of(type)));
        limits.seconds().ifPresent(seconds -> keys.put(LONGEST, List.of(String.valueOf(seconds))));
        Settings settings = own.settings() == null ? Settings.plain("") : own.settings();
        settings.get(Options.SUBNET).ifPresent(subnet -> {
            keys.put(SUBNETS, List.of(subnet));
            keys.put(
                    "ec2:Subnet",
                    List.of(new TenantArns(own).arn("ec2", own.names().home().account(), "subnet/" + subnet)));
        });
        if (settings.get(Options.KMS_KEY).isPresent()) {
            keys.put(VIA_SERVICE, List.of("sagemaker." + own.names().home().region() + ".amazonaws.com"));
            keys.put("kms:GrantIsForAWSResource", List.of("true"));
        }
        return new Situation("under the most favourable conditions", keys);
    }

    private static String model(Tenancy tenancy) {
        return new TenantArns(tenancy).sagemaker("model").arn();
    }

    /** The request has no optional keys, and the resource has no tags. A role's session never has the MFA key. */
    Situation bare() {
        Situation quiet = favourable()
                .without(
                        BARE,
                        List.of(
                                RESOURCE_TAG,
                                "sagemaker:ResourceTag/tenant",
                                REQUEST_TAG,
                                "aws:TagKeys",
                                TAGGING_ACTION,
                                MODEL,
                                PASSED_TO,
                                SIGNATURE,
                                SESSION_NAME,
                                NAMESPACE,
                                SUBNETS,
                                INSTANCE_TYPES,
                                LONGEST));
        return needsMfa() ? quiet : quiet.without(BARE, List.of(MFA));
    }

    private boolean needsMfa() {
        Settings settings = subject.tenant().settings();
        return subject.kind() == PrincipalKind.USER && settings != null && settings.get(Options.REQUIRE_MFA);
    }

    /** As an access key calls, and as a session does that began with one; empty if MFA makes no difference. */
    List<Situation> withoutMfa() {
        return needsMfa()
                ? List.of(
                        favourable().without("without multi-factor authentication", List.of(MFA)),
                        favourable().with("in a session without multi-factor authentication", MFA, "false"))
                : List.of();
    }

    /** Addresses that must not reach notebooks; empty if all may. */
    List<Situation> elsewhere() {
        Limits limits = new Limits(subject.tenant().settings());
        if (limits.address().isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        limits.addressesBeyond().stream()
                                .map(address ->
                                        favourable().with("from an address that is not allowed", ADDRESS, address)),
                        Stream.of(favourable()
                                .without("telling no address, as through a VPC endpoint", List.of(ADDRESS))))
                .toList();
    }

    /** A forbidden instance type beside an allowed one, and no type at all; empty if all are allowed. */
    List<Situation> tooLarge() {
        Limits limits = new Limits(subject.tenant().settings());
        return limits.instanceTypeBeyond()
                .map(beyond -> List.of(
                        favourable()
                                .with(
                                        "with an instance type that is not allowed, beside one that is",
                                        INSTANCE_TYPES,
                                        limits.instanceType().orElseThrow(),
                                        beyond),
                        favourable().without("without an instance type", List.of(INSTANCE_TYPES))))
                .orElse(List.of());
    }

    /** A second longer than allowed, and without a limit in the request; empty if there is no limit. */
    List<Situation> tooLong() {
        return new Limits(subject.tenant().settings())
                .seconds()
                .map(seconds -> List.of(
                        favourable().with("for longer than is allowed", LONGEST, String.valueOf(seconds + 1)),
                        favourable().without("without saying for how long", List.of(LONGEST))))
                .orElse(List.of());
    }

    /** Lists the names under a prefix of a bucket. */
    Situation listing(String how, DataLocation location) {
        Situation there = inBucketOf(location);
        return location.prefix().isEmpty() ? there : there.with(how, S3_PREFIX, location.prefix());
    }

    /** A service in the key's region calls KMS for the principal. */
    Situation through(String service, DataKey key) {
        return favourable()
                .with(
                        "through " + service,
                        VIA_SERVICE,
                        "%s.%s.%s"
                                .formatted(
                                        service,
                                        key.region(),
                                        subject.tenant().names().home().dnsSuffix()));
    }

    /** The principal calls KMS directly. */
    Situation throughNobody() {
        return favourable().without("through no service", List.of(VIA_SERVICE));
    }

    /** The bucket is in the expected account. */
    Situation inBucketOf(DataLocation location) {
        return location.account() == null
                ? favourable()
                : favourable()
                        .with("in another account's bucket that is its own", RESOURCE_ACCOUNT, location.account());
    }

    /** The bucket was deleted, and somebody else made one of that name. */
    Situation inBucketOfAnother() {
        return favourable().with("in a bucket of an account that nobody named", RESOURCE_ACCOUNT, NOBODYS_ACCOUNT);
    }

    /** The resource has the other tenant's tag. */
    Situation foreignTag() {
        return favourable()
                .with("it bears another tenant's tag", RESOURCE_TAG, other.name())
                .with("it bears another tenant's tag", "sagemaker:ResourceTag/tenant", other.name());
    }

    /** The request sets the other tenant's tag. */
    Situation foreignLabel() {
        return favourable().with("labelling it as another tenant's", REQUEST_TAG, other.name());
    }

    Situation foreignModel() {
        return favourable().with("naming another tenant's model", MODEL, model(other));
    }

    /** A model of its own among them must not hide the other. */
    Situation mixedModels() {
        return favourable()
                .with("naming another tenant's model among its own", MODEL, model(subject.tenant()), model(other));
    }

    Situation passedElsewhere() {
        return favourable().with("passing the role to another service", PASSED_TO, "lambda.amazonaws.com");
    }

    Situation forgedSignature() {
        return favourable()
                .with("signing as someone else", SIGNATURE, other.names().prefix() + "owner");
    }

    Situation forgedSessionName() {
        return favourable()
                .with(
                        "naming the session after someone else",
                        SESSION_NAME,
                        other.names().prefix() + "owner");
    }

    Situation foreignNamespace() {
        return favourable()
                .with("in another tenant's namespace", NAMESPACE, other.names().prefix() + "metrics");
    }

    /** Writes to it could forge the metrics of every endpoint of the account. */
    Situation endpointsNamespace() {
        return favourable().with("in the namespace of endpoints", NAMESPACE, "/aws/sagemaker/Endpoints");
    }

    Situation fileSystem() {
        return favourable().with("with data from a file system", "sagemaker:FileSystemId", "fs-0123456789abcdef0");
    }

    Situation inAccount(String account) {
        return favourable().with("in an account of AWS's own", RESOURCE_ACCOUNT, account);
    }

    /** Null if the tenant has no subnet to name. */
    @Nullable
    Situation foreignSubnet() {
        List<String> own = favourable().keys().get(SUBNETS);
        return own == null
                ? null
                : favourable()
                        .with("naming another subnet beside its own", SUBNETS, own.get(0), "subnet-0fffffffffffffff0");
    }
}
