package dev.tenantadmin.aws.iam;

import dev.tenantadmin.aws.client.IamReads;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.name.Home;
import dev.tenantadmin.tenant.option.GivenRole;
import dev.tenantadmin.tenant.option.OptionValues;
import dev.tenantadmin.tenant.option.Settings;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks roles to be trusted against the account. */
public record GivenRoles(IamReads reads, Home home) {

    /**
     * Fails unless every given role of this account exists as written. Roles from earlier commands are not checked again: a role may be
     * deleted later, and the same command must still do the rest.
     *
     * @param anchor the tags that remember what was given before, or null for a new tenant
     * @throws Failure of kind INVALID_INPUT that says what to give in its place
     */
    public void require(OptionValues asked, @Nullable Map<String, String> anchor) {
        Set<String> known = anchor == null ? Set.of() : Settings.principals(anchor);
        try {
            GivenRole.in(asked).stream()
                    .filter(role -> role.isOf(home) && !known.contains(role.arn()))
                    .forEach(this::requireReal);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failure.Kind.INVALID_INPUT, String.valueOf(e.getMessage()), e);
        }
    }

    private void requireReal(GivenRole role) {
        role.requireSame(reads.role(role.name()).orElseThrow(role::absent).arn());
    }
}
