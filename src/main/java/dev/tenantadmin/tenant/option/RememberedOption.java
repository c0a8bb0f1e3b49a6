package dev.tenantadmin.tenant.option;

import dev.tenantadmin.tenant.name.TenantName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An option that an earlier command may have set and that the anchor's tags hold.
 *
 * @param line as it stands on a command line
 * @param several whether it is more than one value
 * @param end the option that takes it back, or null if only another value replaces it
 */
public record RememberedOption(
        String line, boolean several, @Nullable String end) {

    /** What a notebook is made from, beside its own size and type. */
    public static List<RememberedOption> ofNotebooks(PolicyOptions options) {
        List<RememberedOption> all = new ArrayList<>();
        if (options.kmsKey() != null) {
            all.add(new RememberedOption("--kms-key " + options.kmsKey(), false, null));
        }
        if (options.subnet() != null) {
            all.add(new RememberedOption(
                    "--subnet %s %s"
                            .formatted(options.subnet(), repeated("--security-group", options.securityGroups())),
                    true,
                    null));
        }
        return all;
    }

    /** What every user and role is made from. */
    public static List<RememberedOption> ofPrincipals(PolicyOptions options) {
        String boundary = options.permissionsBoundary();
        return boundary == null ? List.of() : List.of(of("--permissions-boundary", List.of(boundary)));
    }

    /** What the trust policy of the access role is made from. */
    public static List<RememberedOption> ofTrust(AccessOptions access) {
        List<RememberedOption> all = new ArrayList<>();
        if (!access.trusts().isEmpty()) {
            all.add(of("--trust", access.trusts().stream().map(Trust::arn).toList()));
        }
        if (!access.permissionSets().isEmpty()) {
            all.add(of("--trust-sso", access.permissionSets()));
        }
        if (!access.administrators().isEmpty()) {
            all.add(of("--administrator", access.administrators()));
        }
        return all;
    }

    private static RememberedOption of(String option, List<String> values) {
        return new RememberedOption(repeated(option, values), values.size() > 1, option + " " + AccessSpec.NONE);
    }

    private static String repeated(String option, List<String> values) {
        return values.stream().map(value -> option + " " + value).collect(Collectors.joining(" "));
    }

    /** That the tenant remembers it, and what changes that. */
    public String told(TenantName tenant) {
        return "tenant %s remembers %s: give create-tenant %s%s"
                .formatted(tenant, line, several ? "others" : "another", end == null ? "" : ", or " + end);
    }
}
