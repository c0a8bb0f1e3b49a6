package dev.tenantadmin.tenant.name;

import dev.tenantadmin.policy.language.Arn;
import java.util.Optional;
import java.util.function.Function;

/** Every name, path and ARN of a tenant. All are derived, none is stored. */
public record Names(TenantName tenant, Home home) {

    /** Separates the tenant's name from the rest; a tenant's name cannot contain it. */
    public static final String DELIMITER = "--";

    /** How many hexadecimal digits of a digest end the name of a model and of an endpoint config. */
    public static final int DIGEST = 8;

    /** The IAM path of everything this program makes. */
    public static final String ROOT_PATH = "/tenant-admin/";

    /** The IAM path of all of the tenant's resources: {@code /tenant-admin/<home region>/<tenant>/}, after the path prefix. */
    public String path() {
        return home.pathPrefix() + ROOT_PATH.substring(1) + home.region() + "/" + tenant + "/";
    }

    /** The prefix of all of the tenant's names, such as {@code acme--}. */
    public String prefix() {
        return tenant + DELIMITER;
    }

    /** The managed policy that is the permissions boundary, and the anchor that marks a tenant. */
    public String boundary() {
        return prefix() + "boundary";
    }

    public String boundaryArn() {
        return iam("policy", boundary());
    }

    /** The name of both the access policy and the access role. */
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

    /** The ARN of a KMS key, given by ARN, or by id if it is in this account and the home region. */
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

    public String endpoint(EndpointName endpoint) {
        return prefix() + endpoint;
    }

    /** The prefix of the names of all models and endpoint configs that were made for an endpoint: {@code acme--fraud--}. */
    public String deployedPrefix(EndpointName endpoint) {
        return endpoint(endpoint) + DELIMITER;
    }

    /**
     * The name of a model or an endpoint config that was made for an endpoint.
     *
     * @param digest of its content
     */
    public String deployed(EndpointName endpoint, String digest) {
        return deployedPrefix(endpoint) + digest;
    }

    /** Whether a model or an endpoint config of this name was made for an endpoint. */
    public boolean isDeployed(EndpointName endpoint, String name) {
        String prefix = deployedPrefix(endpoint);
        return name.startsWith(prefix) && name.substring(prefix.length()).matches("[0-9a-f]{" + DIGEST + "}");
    }

    /** The part of a name after the tenant's prefix; empty if this program would not make that name. */
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

    /** The ARN of a SageMaker resource in the home region: {@code type/name}. */
    public String sagemakerArn(String type, String name) {
        return home.arn("sagemaker", type + "/" + name);
    }

    /** The ARN pattern for all of the tenant's resources of a SageMaker type: {@code notebook-instance/acme--*}. */
    public String ownSagemaker(String type) {
        return sagemakerArn(type, prefix() + "*");
    }

    /** The account's root as a principal. */
    public String accountRootArn() {
        return home.iam("root");
    }

    /** The ARN pattern of the tenant's users. A star also matches slashes, so allow this only together with a deny of {@link #belowUsersArn}. */
    public String usersArn() {
        return iam("user", prefix() + "*");
    }

    /** The ARN pattern of users under a longer path than the tenant's; they are not the tenant's. */
    public String belowUsersArn() {
        return iam("user", "*/*");
    }

    /** The prefix of the ARNs of users under the tenant's path. */
    public String userArnsBegin() {
        return iam("user", "");
    }

    /** The prefix of the ARNs of policies under the tenant's path. */
    public String policyArnsBegin() {
        return iam("policy", "");
    }

    private String iam(String type, String name) {
        return home.iam(type + path() + name);
    }
}
