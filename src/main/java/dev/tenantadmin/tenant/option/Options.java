package dev.tenantadmin.tenant.option;

import static dev.tenantadmin.tenant.option.OptionType.flag;
import static dev.tenantadmin.tenant.option.OptionType.list;
import static dev.tenantadmin.tenant.option.OptionType.single;

import dev.tenantadmin.tenant.name.Literal;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.Option.Example;
import dev.tenantadmin.tenant.option.Option.Help;
import dev.tenantadmin.tenant.option.OptionType.Form;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Every option of a tenant, in the order of help and schema. To add an option, add a constant here. */
public final class Options {

    private static final String ANY = "";
    private static final String PEOPLE = "People";
    private static final String NOTEBOOK = "Notebooks";
    private static final String NETWORK = "Network and keys";
    private static final String ACCESS = "Access";
    private static final String WORK = "Work";
    private static final String ORGANISATION = "Organisation";
    private static final String ROLE = "arn:aws:iam::123456789012:role/example";
    private static final String ALWAYS = "";

    private static final int MOST_SECURITY_GROUPS = 5;
    private static final Duration LEAST_IDLE = Duration.ofMinutes(10);
    private static final Duration MOST_IDLE = Duration.ofDays(7);
    private static final Duration LEAST_RUNTIME = Duration.ofMinutes(1);

    /** SageMaker's longest runtime of a training job. */
    private static final Duration MOST_RUNTIME = Duration.ofDays(28);

    private static final Pattern SUBNET_ID = Pattern.compile("subnet-[0-9a-z]{1,25}");
    private static final Pattern SECURITY_GROUP_ID = Pattern.compile("sg-[0-9a-z]{1,29}");
    private static final Pattern KEY =
            Pattern.compile("(arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/)?(mrk-)?[0-9a-f][0-9a-f-]{15,39}");
    private static final Pattern PERMISSION_SET = Pattern.compile("[\\w+=,.@-]{1,32}");
    private static final Pattern PRINCIPAL =
            Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:(user|role)/([!-~]*/)?[\\w+=,.@-]{1,64}");
    private static final Pattern INSTANCE_TYPES = Pattern.compile("ml\\.[a-z0-9*-]+(\\.[a-z0-9*-]+)?");
    private static final Pattern POLICY =
            Pattern.compile("arn:aws[a-z-]*:iam::(aws|\\d{12}):policy/([\\w.,+@=-]+/)*[\\w+=,.@-]{1,128}");

    /** What IAM allows in a policy's path, which is stricter than for other resources. */
    private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9.,+@=_-]+/)*");

    /** People to make users for; existing users stay. */
    public static final Option<List<PersonName>> USERS = new Option<>(
            "user",
            "users",
            list(Form.ESCAPED_LIST, false, PersonName::new),
            new Help(PEOPLE, "PERSON", "Create a user for each person", "new tenant: owner"),
            new Example("^[a-z0-9]+([-._@+=,][a-z0-9]+)*$", "alice"),
            null);

    /** No group and no users. */
    public static final Option<Boolean> NO_USERS = new Option<>(
            "no-users",
            "no-users",
            flag(false),
            new Help(PEOPLE, "", "Create no group and no users; new tenants only", ALWAYS),
            new Example(ANY, "true"),
            null);

    /** The notebooks to have, and to apply type and size to; empty for all existing ones. */
    public static final Option<List<NotebookName>> NOTEBOOKS = new Option<>(
            "notebook",
            "notebooks",
            list(Form.LIST, false, NotebookName::new),
            new Help(NOTEBOOK, "NOTEBOOK", "Create or change these notebooks only", "new tenant: main"),
            new Example("^[a-z0-9]+(-[a-z0-9]+)*$", "main"),
            null);

    /** The notebooks' instance type. */
    public static final Option<Optional<String>> INSTANCE_TYPE = new Option<>(
            "instance-type",
            "instance-type",
            single(Form.TEXT, false, NotebookSpec::instanceType, Function.identity()),
            new Help(
                    NOTEBOOK,
                    "TYPE",
                    "The notebooks' instance type",
                    "new notebook: " + NotebookSpec.DEFAULT_INSTANCE_TYPE),
            new Example("^ml\\..+", NotebookSpec.DEFAULT_INSTANCE_TYPE),
            null);

    /** The size of the notebooks' volumes in GB. */
    public static final Option<Optional<Integer>> VOLUME_SIZE = new Option<>(
            "volume-size",
            "volume-size",
            single(Form.NUMBER, false, NotebookSpec::volumeGb, String::valueOf),
            new Help(
                    NOTEBOOK,
                    "GB",
                    "The size of the notebooks' volumes in GB, 5 to 16384; it can only grow",
                    "new notebook: " + NotebookSpec.DEFAULT_VOLUME_GB),
            new Example(ANY, String.valueOf(NotebookSpec.DEFAULT_VOLUME_GB)),
            null);

    /** How long a notebook can be idle before it stops itself. */
    public static final Option<Optional<Duration>> IDLE_STOP = time(
            "idle-stop",
            new Help(
                    NOTEBOOK,
                    "TIME",
                    "Stop notebooks after this time without a busy kernel or an active terminal, such as 2h",
                    ALWAYS),
            "2h",
            Options::idle);

    /** The organisation's script for every start; the tag stores its digest. */
    public static final Option<OwnScript> ON_START =
            script("on-start", "Run this script as root at every start of a notebook", () -> Options.ON_START);

    /** The organisation's script for new notebooks; the tag stores its digest. */
    public static final Option<OwnScript> ON_CREATE = script(
            "on-create",
            "Run this script as root once in each notebook that is created from now on",
            () -> Options.ON_CREATE);

    /** The subnet of notebooks, jobs and models. */
    public static final Option<Optional<String>> SUBNET = plain(
            "subnet",
            "subnet",
            single(Form.TEXT, false, id -> matching(SUBNET_ID, id, "'%s' is not a subnet id"), Function.identity()),
            new Help(
                    NETWORK,
                    "SUBNET",
                    "Run in this subnet, without direct internet access; cannot be changed later",
                    ALWAYS),
            new Example("^subnet-", "subnet-1"));

    /** The security groups that go with the subnet. */
    public static final Option<List<String>> SECURITY_GROUPS = plain(
            "security-group",
            "security-groups",
            OptionType.<String>list(
                            Form.LIST, false, id -> matching(SECURITY_GROUP_ID, id, "'%s' is not a security group id"))
                    .checked(Options::requireFewGroups),
            new Help(NETWORK, "GROUP", "The security groups for the subnet, at most 5", ALWAYS),
            new Example("^sg-", "sg-1"));

    /** The id or ARN of the key that encrypts the notebooks' volumes. */
    public static final Option<Optional<String>> KMS_KEY = plain(
            "kms-key",
            "kms-key",
            single(
                    Form.TEXT,
                    false,
                    key -> matching(
                            KEY,
                            key,
                            "'%s' is neither the id nor the ARN of a KMS key (an alias cannot be named in a policy)"),
                    Function.identity()),
            new Help(NETWORK, "KEY", "Encrypt volumes with this KMS key (id or ARN); cannot be changed later", ALWAYS),
            new Example(ANY, "12345678-1234-1234-1234-123456789012"));

    /** Principals outside the tenant that can assume its access role. */
    public static final Option<List<Trust>> TRUST = trust();

    /** Permission sets of IAM Identity Center that can assume the access role. */
    public static final Option<List<String>> TRUST_SSO = remembered(
            "trust-sso",
            "trust-sso",
            list(Form.TEXTS, true, set -> matching(PERMISSION_SET, set, "'%s' is not the name of a permission set")),
            new Help(
                    ACCESS,
                    "PERMISSION_SET",
                    "Give access to users with this IAM Identity Center permission set",
                    ALWAYS),
            new Example(ANY, "DataScientist"),
            "trust-sso");

    /** ARNs of users and roles that can assume the access role, besides whoever made the tenant. */
    public static final Option<List<String>> ADMINISTRATORS = remembered(
            "administrator",
            "administrators",
            list(Form.TEXTS, true, Options::administrator),
            new Help(ACCESS, "ARN", "Give access to this user or role too, besides the tenant's creator", ALWAYS),
            new Example(ANY, ROLE),
            "administrators");

    /** Whether the tenant's users can do nothing without multi-factor authentication. */
    public static final Option<Boolean> REQUIRE_MFA = remembered(
            "require-mfa",
            "require-mfa",
            flag(true),
            new Help(
                    ACCESS,
                    "",
                    "Require multi-factor authentication for everything that the tenant's users do",
                    ALWAYS),
            new Example(ANY, "true"),
            "require-mfa");

    /** The addresses that can reach notebooks; empty for all. */
    public static final Option<List<String>> ALLOW_CIDR = remembered(
            "allow-cidr",
            "allow-cidrs",
            list(Form.LIST, true, AddressRange::checked),
            new Help(
                    ACCESS,
                    "RANGE",
                    "Allow access to notebooks from these addresses only, such as 203.0.113.0/24",
                    ALWAYS),
            new Example(ANY, "203.0.113.0/24"),
            "allow-cidr");

    /** Where in S3 the tenant's data is; empty for no access to S3. */
    public static final Option<List<DataLocation>> DATA_LOCATION = remembered(
            "data-location",
            "data-locations",
            list(Form.TEXTS, true, DataLocation::of).checked(DataLocation::requireApart),
            new Help(
                    WORK,
                    "S3_URI",
                    "Let the tenant's work use s3://bucket/prefix/, which must not overlap another tenant's; add ,account=ID"
                            + " for a bucket of another account",
                    ALWAYS),
            new Example(ANY, "s3://bucket/team/"),
            "data-location");

    /** The key that encrypts the data, if it is a customer managed key. */
    public static final Option<Optional<DataKey>> DATA_KEY = remembered(
            "data-key",
            "data-key",
            single(Form.TEXT, true, DataKey::new, DataKey::arn),
            new Help(
                    WORK,
                    "ARN",
                    "Let the tenant's work use this KMS key (ARN), through S3 only: the key of the data locations' buckets",
                    ALWAYS),
            new Example(ANY, "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"),
            "data-key");

    /** Patterns of the instance types that jobs and endpoints can use; empty for all. */
    public static final Option<List<String>> ALLOW_INSTANCE_TYPE = remembered(
            "allow-instance-type",
            "allow-instance-types",
            list(
                    Form.LIST,
                    true,
                    types ->
                            matching(INSTANCE_TYPES, types, "'%s' is not a pattern of instance types such as ml.t3.*")),
            new Help(WORK, "PATTERN", "Allow jobs and endpoints these instance types only, such as ml.t3.*", ALWAYS),
            new Example(ANY, "ml.t3.*"),
            "allow-instance-type");

    /** The longest runtime of training and processing jobs. */
    public static final Option<Optional<Duration>> MAX_RUNTIME = time(
            "max-runtime",
            new Help(WORK, "TIME", "Limit the run time of training and processing jobs, such as 6h", ALWAYS),
            "6h",
            Options::runtime);

    /** The ARN of the organisation's boundary, which replaces ours on users and roles. */
    public static final Option<Optional<String>> PERMISSIONS_BOUNDARY = remembered(
            "permissions-boundary",
            "permissions-boundary",
            single(Form.TEXT, true, Options::boundary, Function.identity()),
            new Help(
                    ORGANISATION,
                    "ARN",
                    "Use the organisation's own permissions boundary for users and roles, instead of the tenant's",
                    ALWAYS),
            new Example(ANY, "arn:aws:iam::123456789012:policy/example"),
            "permissions-boundary");

    /** The path to make everything under, such as {@code /teams/}. */
    public static final Option<Optional<String>> PATH_PREFIX = new Option<>(
            "path-prefix",
            "path-prefix",
            single(Form.TEXT, false, Options::path, Function.identity()),
            new Help(
                    ORGANISATION,
                    "PATH",
                    "Create everything under this IAM path, such as /teams/; new tenants only",
                    ALWAYS),
            new Example("^/", "/teams/"),
            null);

    /** The organisation's own tags. */
    public static final Option<TagSpec> TAGS = new Option<>(
            "tag",
            "tags",
            new OptionType<>(Form.MAP, false, TagSpec.AS_IT_IS, TagSpec::parse, TagSpec::texts),
            new Help("", "KEY=VALUE", "Add this tag to every resource that supports tags", ALWAYS),
            new Example(ANY, "team=red"),
            null);

    /** Whether the tenant is protected from deletion. Any value of the tag counts: whoever wrote it meant to protect. */
    public static final Option<Boolean> PROTECT = new Option<>(
            "protect",
            "protect",
            flag(true),
            new Help("", "", "Protect the tenant from delete-tenant and remove-notebook", ALWAYS),
            new Example(ANY, "true"),
            new Option.Tag<>(
                    Settings.PROTECTED,
                    tags -> tags.containsKey(Settings.PROTECTED),
                    (tags, isProtected) -> tags.put(Settings.PROTECTED, "true")));

    /** Every option. */
    public static final List<Option<?>> ALL = List.of(
            USERS,
            NO_USERS,
            NOTEBOOKS,
            INSTANCE_TYPE,
            VOLUME_SIZE,
            IDLE_STOP,
            ON_START,
            ON_CREATE,
            SUBNET,
            SECURITY_GROUPS,
            KMS_KEY,
            TRUST,
            TRUST_SSO,
            ADMINISTRATORS,
            REQUIRE_MFA,
            ALLOW_CIDR,
            DATA_LOCATION,
            DATA_KEY,
            ALLOW_INSTANCE_TYPE,
            MAX_RUNTIME,
            PERMISSIONS_BOUNDARY,
            PATH_PREFIX,
            TAGS,
            PROTECT);

    private Options() {}

    /** The option that a tag of the anchor stores, or stores a part of. */
    static Optional<Option<?>> ofTag(String tag) {
        String whole = TagList.whole(tag);
        return ALL.stream()
                .filter(option -> option.tag() != null && option.tag().key().equals(whole))
                .findFirst();
    }

    private static <T> Option<T> remembered(
            String name, String key, OptionType<T> type, Help help, Example example, String tag) {
        return new Option<>(name, key, type, help, example, Option.listed(tag, type::parseAll, type.print()));
    }

    private static <T> Option<T> plain(String name, String key, OptionType<T> type, Help help, Example example) {
        return new Option<>(name, key, type, help, example, Option.plain(key, type));
    }

    /** The tag stores the script's digest. */
    private static Option<OwnScript> script(String name, String description, Supplier<Option<OwnScript>> itself) {
        return new Option<>(
                name,
                name,
                new OptionType<>(
                        Form.FILE,
                        true,
                        OwnScript.NONE,
                        texts -> OwnScript.checked(itself.get(), texts.get(0)),
                        script -> script.equals(OwnScript.NONE) ? List.of() : List.of("sha256 " + script.sha256())),
                new Help(NOTEBOOK, "FILE", description, ALWAYS),
                new Example(ANY, Option.NONE),
                Option.listed(
                        name,
                        texts -> texts.isEmpty() ? OwnScript.NONE : OwnScript.known(texts.get(0)),
                        script -> List.of(script.sha256())));
    }

    private static Option<List<Trust>> trust() {
        OptionType<List<Trust>> type = list(Form.TEXTS, true, Trust::of);
        return new Option<>(
                Trust.WORDS,
                "trusts",
                type,
                new Help(
                        ACCESS,
                        "ARN",
                        "Give access to this role, account (ARN,external-id=ID), SAML provider or OIDC provider"
                                + " (ARN,aud=AUDIENCE,sub=SUBJECT)",
                        ALWAYS),
                new Example(ANY, ROLE),
                Option.listed(
                        Trust.WORDS,
                        texts -> {
                            try {
                                return type.parseAll(texts);
                            } catch (IllegalArgumentException e) {
                                // An earlier version took more of them than this one does.
                                throw new IllegalArgumentException(e.getMessage() + "; or give --trust again", e);
                            }
                        },
                        type.print()));
    }

    /** The tag stores ISO 8601 text. */
    private static Option<Optional<Duration>> time(
            String name, Help help, String example, Function<Duration, Duration> check) {
        return new Option<>(
                name,
                name,
                single(Form.TEXT, true, text -> check.apply(Durations.parse(text)), Durations::text),
                help,
                new Example(ANY, example),
                Option.listed(
                        name,
                        texts -> texts.stream().findFirst().map(text -> check.apply(iso(name, text))),
                        value -> value.map(Duration::toString).stream().toList()));
    }

    private static Duration iso(String tag, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("tag '%s' is not a time".formatted(tag), e);
        }
    }

    private static Duration idle(Duration time) {
        if (time.compareTo(LEAST_IDLE) < 0 || time.compareTo(MOST_IDLE) > 0) {
            throw new InvalidOptionException("the time of %s must be from 10 minutes to 7 days", IDLE_STOP);
        }
        return time;
    }

    private static Duration runtime(Duration time) {
        if (time.compareTo(LEAST_RUNTIME) < 0 || time.compareTo(MOST_RUNTIME) > 0) {
            throw new IllegalArgumentException("the longest runtime must be from 1 minute to 28 days");
        }
        return time;
    }

    private static void requireFewGroups(List<String> groups) {
        if (groups.size() > MOST_SECURITY_GROUPS) {
            throw new IllegalArgumentException(
                    "at most %d security groups are allowed, not %d".formatted(MOST_SECURITY_GROUPS, groups.size()));
        }
    }

    private static String administrator(String arn) {
        Trust.requireNotOurs(ADMINISTRATORS, arn);
        Literal.of("administrator", arn);
        return GivenRole.of("administrator", arn).filter(GivenRole::isSession).isPresent()
                ? arn
                : matching(PRINCIPAL, arn, "administrator '%s' is not the ARN of a user or role");
    }

    private static String boundary(String arn) {
        Trust.requireNotOurs(PERMISSIONS_BOUNDARY, arn);
        return matching(POLICY, arn, "permissions boundary '%s' is not the ARN of a policy");
    }

    private static String path(String path) {
        if (!PATH.matcher(path).matches() || (path + "/").contains(Names.ROOT_PATH)) {
            throw new IllegalArgumentException(
                    "path prefix '%s' must begin and end with a slash, such as /teams/, and not contain %s"
                            .formatted(Printable.text(path), Names.ROOT_PATH));
        }
        return path;
    }

    private static String matching(Pattern pattern, String text, String otherwise) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(otherwise.formatted(Printable.text(text)));
        }
        return text;
    }
}
