package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a tenant. What is absent (null or empty) means "leave as it is", or the default for a new tenant.
 *
 * @param users persons to have a user; those who have one already keep it
 * @param noUsers neither group nor users; only for a new tenant
 * @param notebooks the notebooks that are to exist and that {@code notebook} speaks of; empty for all there are
 * @param notebook what is asked of these notebooks
 * @param subnet the subnet of the tenant's notebooks, which SageMaker never changes
 * @param securityGroups the security groups that go with the subnet, at most 5
 * @param kmsKey the key of their volumes, as key id or key ARN
 * @param access who may come in, and from where
 * @param work its data, and how much its work may take
 * @param setup what happens at the start of its notebooks
 * @param organisation what the organisation's own rules demand
 * @param tags what is asked of the organisation's own tags
 * @param protect whether the tenant may not be deleted
 */
public record TenantSpec(
        TenantName tenant,
        List<PersonName> users,
        boolean noUsers,
        List<NotebookName> notebooks,
        NotebookSpec notebook,
        @Nullable String subnet,
        List<String> securityGroups,
        @Nullable String kmsKey,
        AccessSpec access,
        WorkSpec work,
        SetupSpec setup,
        OrganisationSpec organisation,
        TagSpec tags,
        @Nullable Boolean protect) {

    private static final int MAX_SECURITY_GROUPS = 5;
    private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-z]{1,25}");
    private static final Pattern SECURITY_GROUP = Pattern.compile("sg-[0-9a-z]{1,29}");
    private static final Pattern KMS_KEY =
            Pattern.compile("(arn:[a-z-]+:kms:[a-z0-9-]+:\\d{12}:key/)?(mrk-)?[0-9a-f][0-9a-f-]{15,39}");

    /**
     * Takes what is well-formed and goes together.
     *
     * @throws IllegalArgumentException with a sentence for the person who asked
     */
    public TenantSpec {
        users = users.stream().distinct().sorted().toList();
        notebooks = notebooks.stream().distinct().sorted().toList();
        securityGroups = securityGroups.stream().distinct().sorted().toList();
        if (noUsers && !users.isEmpty()) {
            throw new InvalidOptionException("%s and %s exclude each other", List.of("--user", "--no-users"));
        }
        if ((subnet == null) != securityGroups.isEmpty()) {
            throw new InvalidOptionException(
                    "%s and %s belong together: give both or neither", List.of("--subnet", "--security-group"));
        }
        if (subnet != null && !SUBNET.matcher(subnet).matches()) {
            throw new IllegalArgumentException("'%s' is not a subnet id".formatted(Printable.text(subnet)));
        }
        if (securityGroups.size() > MAX_SECURITY_GROUPS) {
            throw new IllegalArgumentException("at most %d security groups are allowed, not %d"
                    .formatted(MAX_SECURITY_GROUPS, securityGroups.size()));
        }
        for (String group : securityGroups) {
            if (!SECURITY_GROUP.matcher(group).matches()) {
                throw new IllegalArgumentException("'%s' is not a security group id".formatted(Printable.text(group)));
            }
        }
        if (kmsKey != null && !KMS_KEY.matcher(kmsKey).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is neither the id nor the ARN of a KMS key (an alias cannot be named in a policy)"
                            .formatted(Printable.text(kmsKey)));
        }
    }

    /**
     * Lets pass what can be had where the tenant lives.
     *
     * @throws IllegalArgumentException with a sentence for the person who asked
     */
    public void check(Home home) {
        String key = kmsKey;
        if (key != null
                && key.startsWith("arn:")
                && !key.startsWith("arn:%s:kms:%s:".formatted(home.partition(), home.region()))) {
            throw new IllegalArgumentException(
                    "the home region of tenant %s is %s, and SageMaker takes no KMS key of another region: %s"
                            .formatted(tenant, home.region(), key));
        }
        organisation.check(home);
    }

    /** Asks nothing: everything as it is. */
    public static TenantSpec asItIs(TenantName tenant) {
        return new TenantSpec(
                tenant,
                List.of(),
                false,
                List.of(),
                NotebookSpec.AS_IT_IS,
                null,
                List.of(),
                null,
                AccessSpec.AS_IT_IS,
                WorkSpec.AS_IT_IS,
                SetupSpec.AS_IT_IS,
                OrganisationSpec.AS_IT_IS,
                TagSpec.AS_IT_IS,
                null);
    }
}
