package dev.tenantadmin.aws.client;

import dev.tenantadmin.tenant.name.Printable;
import dev.tenantadmin.tenant.option.ExternalId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A role to assume, in this account or another.
 *
 * @param externalId the external id that its trust policy requires, or null for none
 */
public record RoleToAssume(String arn, @Nullable String externalId) {

    private static final String ID = "," + ExternalId.KEY + "=";
    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[!-~]+");

    /**
     * Reads {@code ARN[,external-id=ID]}; the id takes all the rest.
     *
     * @throws IllegalArgumentException if it is not a role, or STS refuses the id
     */
    public static RoleToAssume of(String text) {
        int at = text.indexOf(ID);
        String arn = at < 0 ? text : text.substring(0, at);
        // A role's name may have commas; an equals sign after one means an unknown condition.
        if (!ARN.matcher(arn).matches() || arn.matches(".*,[a-z-]+=.*")) {
            throw new IllegalArgumentException(
                    "'%s' is not the ARN of a role, followed by %sID if the role requires one"
                            .formatted(Printable.text(text), ID));
        }
        return new RoleToAssume(arn, at < 0 ? null : ExternalId.of(text.substring(at + ID.length()), arn));
    }

    @Override
    public String toString() {
        return externalId == null ? arn : arn + ID + externalId;
    }
}
