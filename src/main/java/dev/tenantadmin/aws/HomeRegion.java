package dev.tenantadmin.aws;

import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.TenantName;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a tenant's home region off the IAM path of what is its own. */
final class HomeRegion {

    /** An ARN or a path of ours; whatever path prefix an ARN has before it. */
    private static final Pattern OURS = Pattern.compile(
            ".*" + Names.ROOT_PATH + "(?<region>[a-z]{2,4}(-[a-z]+)+-\\d{1,2})/(?<tenant>[^/]+)/(?<name>[^/]*)");

    private HomeRegion() {}

    /** The region in an ARN or path that is the tenant's. */
    static Optional<String> of(TenantName tenant, String arnOrPath) {
        Matcher ours = OURS.matcher(arnOrPath);
        return ours.matches() && ours.group("tenant").equals(tenant.value())
                ? Optional.of(ours.group("region"))
                : Optional.empty();
    }

    /** The tenant and region in a path of ours; empty for what is not one. */
    static Optional<TenantDirectory.Place> place(String path) {
        Matcher ours = OURS.matcher(path);
        if (!ours.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TenantDirectory.Place(new TenantName(ours.group("tenant")), ours.group("region")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The region of the tenant's anchor, if it is among these policies (name to ARN). */
    static Optional<String> ofAnchor(TenantName tenant, Map<String, String> policies) {
        String arn = policies.get(tenant + Names.DELIMITER + "boundary");
        return arn == null ? Optional.empty() : of(tenant, arn);
    }
}
