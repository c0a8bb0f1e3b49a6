package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.Printable;
import java.util.regex.Pattern;

/** External ids of {@code sts:AssumeRole}. They can contain commas anywhere, so one comes last in an option's value. */
public final class ExternalId {

    /** The key before it. */
    public static final String KEY = "external-id";

    /** STS's own rule. STS refuses other values at the first call, so they never match. */
    private static final Pattern FORM = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

    private ExternalId() {}

    /**
     * Returns the id if STS accepts it.
     *
     * @param role its principal, for the message
     * @throws IllegalArgumentException if STS would refuse it
     */
    public static String of(String id, String role) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException(
                    "the external id of '%1$s' is missing: write %1$s,%2$s=ID".formatted(Printable.text(role), KEY));
        }
        if (!FORM.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "the external id of '%s' must be 2 to 1,224 ASCII letters, digits or any of _+=,.@:/-"
                            .formatted(Printable.text(role)));
        }
        return id;
    }
}
