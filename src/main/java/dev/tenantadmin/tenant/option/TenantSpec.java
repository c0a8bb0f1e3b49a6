package dev.tenantadmin.tenant.option;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.Set;

/**
 * The given options of a tenant. An option that is not given means "leave unchanged", or the default for a new tenant.
 *
 * @param asked the given options
 */
public record TenantSpec(TenantName tenant, OptionValues asked) {

    /**
     * Checks that the options go together.
     *
     * @throws IllegalArgumentException with a sentence for the person who asked
     */
    public TenantSpec {
        if (asked.get(Options.NO_USERS) && !asked.get(Options.USERS).isEmpty()) {
            throw new InvalidOptionException("%s and %s exclude each other", Options.USERS, Options.NO_USERS);
        }
        if (asked.get(Options.SUBNET).isEmpty()
                != asked.get(Options.SECURITY_GROUPS).isEmpty()) {
            throw new InvalidOptionException(
                    "%s and %s belong together: give both or neither", Options.SUBNET, Options.SECURITY_GROUPS);
        }
    }

    /** The given value, or the option's unset value. */
    public <T> T get(Option<T> option) {
        return asked.get(option);
    }

    /** Whether the option is given, even if only to remove its value. */
    public boolean gives(Option<?> option) {
        return asked.gives(option);
    }

    /** The options of its notebooks. */
    public NotebookSpec notebook() {
        return new NotebookSpec(
                get(Options.INSTANCE_TYPE).orElse(null),
                get(Options.VOLUME_SIZE).orElse(null));
    }

    /**
     * Checks that the tenant's home allows the options.
     *
     * @throws IllegalArgumentException with a sentence for the person who asked
     */
    public void check(Home home) {
        get(Options.KMS_KEY)
                .flatMap(Arn::parse)
                .filter(key -> !key.partition().equals(home.partition())
                        || !key.region().equals(home.region()))
                .ifPresent(key -> {
                    throw new IllegalArgumentException(
                            "the home region of tenant %s is %s, and SageMaker takes no KMS key of another region: %s"
                                    .formatted(tenant, home.region(), key));
                });
        get(Options.PERMISSIONS_BOUNDARY)
                .map(Arn::of)
                .filter(arn -> !arn.partition().equals(home.partition())
                        || !Set.of(home.account(), "aws").contains(arn.account()))
                .ifPresent(arn -> {
                    throw new IllegalArgumentException(
                            "permissions boundary %s is neither a policy of account %s nor one of AWS's own in partition %s"
                                    .formatted(arn, home.account(), home.partition()));
                });
    }

    /** No options: leaves everything unchanged. */
    public static TenantSpec asItIs(TenantName tenant) {
        return new TenantSpec(tenant, OptionValues.NONE);
    }
}
