package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.Printable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation's own rules demand of every principal. Null means "leave as it is".
 *
 * @param permissionsBoundary the ARN of the policy that goes on users and roles instead of ours, {@link AccessSpec#NONE} for ours again
 * @param pathPrefix the path under which all is made, such as {@code /teams/}; only for a new tenant
 */
public record OrganisationSpec(
        @Nullable String permissionsBoundary, @Nullable String pathPrefix) {

    public static final OrganisationSpec AS_IT_IS = new OrganisationSpec(null, null);

    private static final Pattern POLICY =
            Pattern.compile("arn:aws[a-z-]*:iam::(aws|\\d{12}):policy/([\\w.,+@=-]+/)*[\\w+=,.@-]{1,128}");

    /** What IAM takes in the path of a policy, which is stricter than that of others. */
    private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9.,+@=_-]+/)*");

    /** @throws IllegalArgumentException if the boundary is another account's, which IAM takes for nobody */
    void check(Home home) {
        String arn = permissionsBoundary;
        if (arn == null || arn.equals(AccessSpec.NONE)) {
            return;
        }
        String iam = "arn:" + home.partition() + ":iam::";
        if (!arn.startsWith(iam + home.account() + ":") && !arn.startsWith(iam + "aws:")) {
            throw new IllegalArgumentException(
                    "permissions boundary %s is neither a policy of account %s nor one of AWS's own in partition %s"
                            .formatted(arn, home.account(), home.partition()));
        }
    }

    /** @throws IllegalArgumentException if the boundary is not a policy's ARN or a tenant's own, or the path is not one */
    public OrganisationSpec {
        if (permissionsBoundary != null && !permissionsBoundary.equals(AccessSpec.NONE)) {
            Trust.requireNotOurs("--permissions-boundary", permissionsBoundary);
            if (!POLICY.matcher(permissionsBoundary).matches()) {
                throw new IllegalArgumentException("permissions boundary '%s' is not the ARN of a policy"
                        .formatted(Printable.text(permissionsBoundary)));
            }
        }
        if (pathPrefix != null
                && (!PATH.matcher(pathPrefix).matches() || (pathPrefix + "/").contains(Names.ROOT_PATH))) {
            throw new IllegalArgumentException(
                    "path prefix '%s' must begin and end with a slash, such as /teams/, and not hold %s"
                            .formatted(Printable.text(pathPrefix), Names.ROOT_PATH));
        }
    }
}
