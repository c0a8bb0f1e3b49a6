package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Printable;
import java.util.regex.Pattern;

/** The external ids of {@code sts:AssumeRole}. One has commas where it wants them, so it stands last in an option's value. */
public final class ExternalId {

    /** What it stands behind. */
    public static final String KEY = "external-id";

    /** STS's own rule: what breaks it is refused with the first call and never matches. */
    private static final Pattern FORM = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

    private ExternalId() {}

    /**
     * The id, which STS takes as it stands.
     *
     * @param role the principal that it belongs to, for the message
     * @throws IllegalArgumentException if STS would refuse it
     */
    public static String of(String id, String role) {
        if (!FORM.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "the external id of '%s' must be 2 to 1,224 ASCII letters, digits or any of _+=,.@:/-"
                            .formatted(Printable.text(role)));
        }
        return id;
    }
}
