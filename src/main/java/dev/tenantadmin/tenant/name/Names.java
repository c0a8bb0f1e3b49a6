package dev.tenantadmin.tenant.name;

import dev.tenantadmin.policy.language.Arn;
import java.util.Optional;
import java.util.function.Function;

/** Every name, path and ARN of a tenant, derived and never remembered. */
public record Names(TenantName tenant, Home home) {

    /** Stands between the tenant's name and the rest; a tenant's name cannot contain it. */
    public static final String DELIMITER = "--";

    /** The path under which everything that is ours stands in IAM. */
    public static final String ROOT_PATH = "/tenant-admin/";

    /** The IAM path of all that is the tenant's: {@code /tenant-admin/<home region>/<tenant>/}, behind the path prefix. */
    public String path() {
        return home.pathPrefix() + ROOT_PATH.substring(1) + home.region() + "/" + tenant + "/";
    }

    /** What all names of the tenant begin with, such as {@code acme--}. */
    public String prefix() {
        return tenant + DELIMITER;
    }

    /** The managed policy that is the permissions boundary, and the anchor by which a tenant is found. */
    public String boundary() {
        return prefix() + "boundary";
    }

    public String boundaryArn() {
        return iam("policy", boundary());
    }

    /** The name of the access policy and of the access role alike. */
    public String access() {
        return prefix() + "access";
    }

    public String accessPolicyArn() {
        return iam("policy", access());
    }

    public String accessRoleArn() {
        return iam("role", access());
    }

    public String executionRole() {
        return prefix() + "execution";
    }

    public String executionRoleArn() {
        return iam("role", executionRole());
    }

    public String group() {
        return prefix() + "members";
    }

    public String groupArn() {
        return iam("group", group());
    }

    public String user(PersonName person) {
        return prefix() + person;
    }

    public String userArn(PersonName person) {
        return iam("user", user(person));
    }

    /** The ARN of a KMS key that is given by ARN, or by id as one of the account in the home region. */
    public String keyArn(String idOrArn) {
        return Arn.parse(idOrArn).map(Arn::toString).orElseGet(() -> home.arn("kms", "key/" + idOrArn));
    }

    /** The lifecycle config of the tenant's notebooks. */
    public String setup() {
        return prefix() + "setup";
    }

    public String notebook(NotebookName notebook) {
        return prefix() + notebook;
    }

    /** The part of a name behind the tenant's prefix, empty for a name that this program would not give. */
    public static <N> Optional<N> local(TenantName tenant, String name, Function<String, N> parse) {
        String prefix = tenant + DELIMITER;
        try {
            return name.startsWith(prefix)
                    ? Optional.of(parse.apply(name.substring(prefix.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The ARN of a SageMaker resource in the home region, in the given account-wide form: {@code type/name}. */
    public String sagemakerArn(String type, String name) {
        return home.arn("sagemaker", type + "/" + name);
    }

    /** The ARN pattern of all the tenant's resources of a SageMaker type: {@code notebook-instance/acme--*}. */
    public String ownSagemaker(String type) {
        return sagemakerArn(type, prefix() + "*");
    }

    /** The account's root as a principal. */
    public String accountRootArn() {
        return home.iam("root");
    }

    /** The ARN pattern of the tenant's users; a star passes over slashes, so {@link #belowUsersArn} has to be left out where somebody is let in. */
    public String usersArn() {
        return iam("user", prefix() + "*");
    }

    /** The ARN pattern of users whose path is longer than the tenant's, who are not the tenant's. */
    public String belowUsersArn() {
        return iam("user", "*/*");
    }

    /** What the ARNs of users under the tenant's path begin with. */
    public String userArnsBegin() {
        return iam("user", "");
    }

    private String iam(String type, String name) {
        return home.iam(type + path() + name);
    }
}
