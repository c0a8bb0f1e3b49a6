package dev.tenantadmin.tenant.option;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Printable;
import java.util.regex.Pattern;

/**
 * The KMS key of the buckets that a tenant's data is in, by its ARN: a policy cannot name an alias, and an id alone says neither whose key it is
 * nor of which region.
 */
public record DataKey(String arn) {

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/(mrk-)?[0-9a-f][0-9a-f-]{15,39}");

    /** @throws IllegalArgumentException for what is no ARN of a key, an alias among it */
    public DataKey {
        if (!ARN.matcher(arn).matches()) {
            throw new IllegalArgumentException(
                    "data key '%s' must be the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID: a policy cannot name an alias, and an id does not say whose it is"
                            .formatted(Printable.text(arn)));
        }
    }

    /** Where the key is, which is where the buckets under it are: S3 takes no key of another region than the bucket's. */
    public String region() {
        return Arn.of(arn).region();
    }

    /**
     * Lets a key pass that a policy at home can name.
     *
     * @throws IllegalArgumentException for one of another partition
     */
    public void check(Home home) {
        if (!Arn.of(arn).partition().equals(home.partition())) {
            throw new IllegalArgumentException(
                    "data key %s is not of the partition %s".formatted(arn, home.partition()));
        }
    }

    @Override
    public String toString() {
        return arn;
    }
}
