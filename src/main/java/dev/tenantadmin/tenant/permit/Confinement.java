package dev.tenantadmin.tenant.permit;

import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.language.Policy;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.policy.reason.Access;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.option.Settings;
import java.util.ArrayList;
import java.util.List;

/** Proves that the principals of a tenant can do what is meant and nothing else, or finds the statements that allow more. */
public final class Confinement {

    private static final Possibility NONE = new Possibility.None();

    private final Reasoner reasoner;
    private final Permit permit;

    /** Of the tenant with these names and settings. */
    public Confinement(Reasoner reasoner, Names names, Settings settings) {
        this.reasoner = reasoner;
        this.permit = new Permit(names, settings);
    }

    /**
     * The statements that allow more than is meant. If there are none, nothing else is allowed: what is allowed, some statement allows.
     *
     * @param user the name of a user, which it signs with; not looked at for other kinds
     */
    public List<Excess> of(PrincipalKind kind, String user, Access access) {
        List<Policy> meant = Permit.policies(permit.meant(kind, user));
        if (reasoner.outside(access, meant).equals(NONE)) {
            return List.of();
        }
        List<Policy> home = home(kind, user);
        List<Excess> all = new ArrayList<>();
        for (PolicySource source : access.policies().identity()) {
            for (Statement statement : source.policy().statements()) {
                if (statement.effect() == Effect.ALLOW) {
                    Access alone = access.with(source, statement);
                    Possibility beyondMeant = reasoner.outside(alone, meant);
                    if (!beyondMeant.equals(NONE)) {
                        Possibility beyondHome = reasoner.outside(alone, home);
                        boolean isAtHome = beyondHome.equals(NONE);
                        all.add(new Excess(source, statement, isAtHome, isAtHome ? beyondMeant : beyondHome));
                    }
                }
            }
        }
        return all;
    }

    /**
     * The statements that allow what was not allowed before, meant or not. If there are none, nothing is newly allowed.
     *
     * @param user as in {@link #of}
     * @param before the same principal as it was
     */
    public List<Gain> gains(PrincipalKind kind, String user, Access now, Access before) {
        if (reasoner.beyond(now, before, List.of()).equals(NONE)) {
            return List.of();
        }
        List<Policy> meant = Permit.policies(permit.meant(kind, user));
        List<Gain> all = new ArrayList<>();
        for (PolicySource source : now.policies().identity()) {
            for (Statement statement : source.policy().statements()) {
                if (statement.effect() == Effect.ALLOW) {
                    Access alone = now.with(source, statement);
                    Possibility found = reasoner.beyond(alone, before, List.of());
                    if (!found.equals(NONE)) {
                        all.add(new Gain(source, statement, found, reasoner.beyond(alone, before, meant)));
                    }
                }
            }
        }
        return all;
    }

    /** What of an excess the principal could not do before. */
    public Possibility newly(Excess excess, PrincipalKind kind, String user, Access now, Access before) {
        return reasoner.beyond(
                now.with(excess.source(), excess.statement()), before, Permit.policies(permit.meant(kind, user)));
    }

    /** Whether the statement lets the principal do anything to a tenant's things, in any case of the names that SageMaker folds. */
    public Possibility reaches(Excess excess, PrincipalKind kind, String user, Access access, OwnThings things) {
        return reasoner.amongInAnyCase(
                access.with(excess.source(), excess.statement()), things.questions(), home(kind, user));
    }

    private List<Policy> home(PrincipalKind kind, String user) {
        return Permit.policies(permit.atHome(kind, user));
    }
}
