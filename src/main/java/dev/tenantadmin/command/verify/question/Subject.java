package dev.tenantadmin.command.verify.question;

import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.tenant.permit.PrincipalKind;

/** A principal of a tenant. */
public record Subject(Tenancy tenant, PrincipalKind kind, String arn) {

    /** The name without the path. */
    public String name() {
        return Arn.name(arn);
    }

    /** What and who: {@code user acme--owner}. */
    public String title() {
        return kind.word() + " " + name();
    }
}
