package dev.tenantadmin.aws.client;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.name.HomeRegion;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.TenantName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The caller, as {@code sts:GetCallerIdentity} reports it.
 *
 * @param arn of a user, the root user, or a role session
 */
public record Caller(String account, String arn) {

    private static final Pattern SESSION = Pattern.compile("assumed-role/([^/]+)/(.+)");
    private static final Pattern OF_A_TENANT = Pattern.compile("user(?:/.*)?" + Names.ROOT_PATH
            + "[^/]+/(?<tenant>[^/]+)/[^/]+|assumed-role/(?<role>[^/]+)" + Names.DELIMITER + "(?:access|execution)/.+");
    private static final Pattern NOT_IN_SESSION_NAME = Pattern.compile("[^\\w+=,.@-]");

    /** The caller with this ARN. */
    static Caller of(String arn) {
        return new Caller(Arn.of(arn).account(), arn);
    }

    /** The ARN's resource; an emulator's ARN may be invalid. */
    private String resource() {
        return Arn.parse(arn).map(Arn::resource).orElse(arn);
    }

    /** The role whose session this is, if it is one; the ARN of a session lacks the role's path. */
    Optional<String> roleName() {
        Matcher session = SESSION.matcher(resource());
        return session.matches() ? Optional.of(session.group(1)) : Optional.empty();
    }

    /** Whether the ARN of a user, or of a role with its path, is the caller's: a role's name is unique in its account, whatever its path. */
    public boolean is(String principal) {
        return roleName()
                .map(role -> Arn.parse(principal)
                        .filter(named -> named.account().equals(account)
                                && named.type().equals("role")
                                && Arn.name(principal).equals(role))
                        .isPresent())
                .orElseGet(() -> principal.equals(arn));
    }

    /** Whether it is the root user, whom no policy holds. */
    public boolean isRoot() {
        return Arn.parse(arn).filter(Arn::isRoot).isPresent();
    }

    boolean isUser() {
        return resource().startsWith("user/");
    }

    /** The person's name: the user's, or the session's. Fit for RoleSessionName and SourceIdentity. */
    String name() {
        String name = NOT_IN_SESSION_NAME.matcher(Arn.name(resource())).replaceAll("-");
        return name.length() > 64 ? name.substring(0, 64) : name.length() < 2 ? name + "--" : name;
    }

    /** The tenant's home, from the user's own ARN, if the caller is a user of the tenant. */
    Optional<Home> homeAsMember(TenantName tenant) {
        return isUser() ? HomeRegion.of(tenant, arn) : Optional.empty();
    }

    /** The tenant that the caller acts for, as one of its users or under one of its roles. */
    public Optional<String> tenant() {
        Matcher own = OF_A_TENANT.matcher(resource());
        return own.matches()
                ? Optional.of(own.group("tenant") == null ? own.group("role") : own.group("tenant"))
                        .filter(Caller::isTenants)
                : Optional.empty();
    }

    /** Other roles of the organisation may have similar names. */
    private static boolean isTenants(String name) {
        try {
            return new TenantName(name).value().equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether the caller already acts under the tenant's access role. */
    boolean inAccessRole(TenantName tenant) {
        return isIn(tenant, "access");
    }

    /** Whether the caller acts under the tenant's execution role, as everyone does in a notebook. */
    public boolean inExecutionRole(TenantName tenant) {
        return isIn(tenant, "execution");
    }

    private boolean isIn(TenantName tenant, String role) {
        return roleName().filter((tenant + Names.DELIMITER + role)::equals).isPresent();
    }
}
