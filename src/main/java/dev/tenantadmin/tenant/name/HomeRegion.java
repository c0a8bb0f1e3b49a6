package dev.tenantadmin.tenant.name;

import dev.tenantadmin.policy.language.Arn;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a tenant's home region and path prefix from the IAM paths of its resources. */
public final class HomeRegion {

    private static final String REGION = "[a-z]{2,4}(-[a-z]+)+-\\d{1,2}";

    /** Our path, with any prefix. */
    private static final String PATH =
            "(?<prefix>/(?:.*/)?)" + Names.ROOT_PATH.substring(1) + "(?<region>" + REGION + ")/(?<tenant>[^/]+)/";

    private static final Pattern OURS = Pattern.compile(PATH);

    /** The end of an ARN under our IAM path. */
    private static final Pattern RESOURCE = Pattern.compile("[a-z]+" + PATH + "[^/]+");

    private HomeRegion() {}

    /** Where the tenant lives, if the ARN is of one of its resources. */
    public static Optional<Home> of(TenantName tenant, String arn) {
        return Arn.parse(arn).filter(named -> named.service().equals("iam")).flatMap(named -> {
            Matcher ours = RESOURCE.matcher(named.resource());
            return ours.matches() && ours.group("tenant").equals(tenant.value())
                    ? Optional.of(
                            new Home(named.partition(), named.account(), ours.group("region"), ours.group("prefix")))
                    : Optional.empty();
        });
    }

    /** The tenant and region in one of our paths; empty for other paths. */
    public static Optional<Place> place(String path) {
        Matcher ours = OURS.matcher(path);
        if (!ours.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Place(new TenantName(ours.group("tenant")), ours.group("region")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a path is the tenant's in any region and after any prefix, or below one of those. */
    public static boolean isUnder(TenantName tenant, String path) {
        String own = "/" + tenant.value() + "/";
        // Every path of an account is asked about for every tenant.
        return path.contains(own)
                && Pattern.compile(Names.ROOT_PATH + REGION + Pattern.quote(own))
                        .matcher(path)
                        .find();
    }

    /** The part of a path before ours; the path must be one of ours. */
    public static String pathPrefix(String path) {
        return path.substring(0, path.indexOf(Names.ROOT_PATH) + 1);
    }

    /** Where the tenant's anchor is, if one of these policies (name to ARN) is the anchor. */
    public static Optional<Home> ofAnchor(TenantName tenant, Map<String, String> policies) {
        String arn = policies.get(tenant + Names.DELIMITER + "boundary");
        return arn == null ? Optional.empty() : of(tenant, arn);
    }
}
