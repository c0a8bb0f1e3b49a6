package dev.tenantadmin.tenant.option;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Printable;
import java.util.regex.Pattern;

/**
 * The KMS key of a tenant's data buckets, by ARN: a policy cannot name an alias, and an id alone says neither whose key it is nor in which
 * region.
 */
public record DataKey(String arn) {

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/(mrk-)?[0-9a-f][0-9a-f-]{15,39}");

    /** @throws IllegalArgumentException if it is not the ARN of a key; an alias's ARN is not */
    public DataKey {
        if (!ARN.matcher(arn).matches()) {
            throw new IllegalArgumentException(
                    "data key '%s' must be the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID: a policy cannot name an alias, and an id does not say whose it is"
                            .formatted(Printable.text(arn)));
        }
    }

    /** The region of the key, and so of its buckets: S3 takes only a key in the bucket's region. */
    public String region() {
        return Arn.of(arn).region();
    }

    /**
     * Checks that a policy at home can name the key.
     *
     * @throws IllegalArgumentException if it is in another partition
     */
    public void check(Home home) {
        if (!Arn.of(arn).partition().equals(home.partition())) {
            throw new IllegalArgumentException("data key %s is not in partition %s".formatted(arn, home.partition()));
        }
    }

    @Override
    public String toString() {
        return arn;
    }
}
