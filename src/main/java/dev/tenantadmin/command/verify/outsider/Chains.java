package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.GroupDetail;
import dev.tenantadmin.aws.iam.AccountDetails.Holder;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.aws.snapshot.AccountPrincipals;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.language.Policy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a principal reaches over other principals of the account, or after it has given itself more rights. */
final class Chains {

    /** All rights, as somebody gives them to himself. */
    private static final PolicySource EVERYTHING = new PolicySource(
            "everything", "IAM Policy", new Policy(false, List.of(Asking.statement(List.of("*"), List.of("*")))));

    private static final Verdict CERTAIN = new Verdict(Certainty.CERTAIN, Set.of(), List.of());

    private final AccountDetails account;
    private final AccountPrincipals principals;
    private final DirectReach direct;
    private final Edges edges;
    private final Map<String, Actor> outsiders;
    private final Map<String, List<Other>> next = new HashMap<>();
    private final Set<String> deadEnds = new HashSet<>();
    private @Nullable List<Actor> changing;

    /** @param outsiders the principals over which chains go, by ARN */
    Chains(
            AccountDetails account,
            AccountPrincipals principals,
            DirectReach direct,
            Edges edges,
            Map<String, Actor> outsiders) {
        this.account = account;
        this.principals = principals;
        this.direct = direct;
        this.edges = edges;
        this.outsiders = outsiders;
    }

    /** Who somebody can be, and how. */
    private record Standing(Actor actor, List<Step> path, Verdict verdict) {

        /** That it is both. */
        Standing with(Standing by) {
            List<Step> both = new ArrayList<>(path);
            by.path().stream().filter(step -> !both.contains(step)).forEach(both::add);
            return new Standing(actor, both, verdict.then(by.verdict()));
        }

        Standing then(Actor other, Edges.Crossing crossing) {
            return then(actor, other, crossing);
        }

        Standing then(Actor who, Actor other, Edges.Crossing crossing) {
            List<Step> longer = new ArrayList<>(path);
            longer.add(new Step(
                    who.arn(),
                    crossing.edge(),
                    crossing.words(),
                    other.arn(),
                    crossing.verdict().witness()));
            return new Standing(other, longer, verdict.then(crossing.verdict()));
        }
    }

    /** Somebody else, and how to become it. */
    private record Other(Actor actor, Edges.Crossing crossing) {}

    /**
     * What the actor reaches directly and over all chains; of a chain's end, the gravest way into each tenant that is new. Who is an administrator
     * over a chain keeps what it reaches directly.
     */
    DirectReach.Reach of(Actor start) {
        DirectReach.Reach own = direct.of(start);
        Administration administration = own.administration();
        List<ReachedTenant> reached = new ArrayList<>(own.tenants());
        if (administration != null && administration.verdict().isCertain()) {
            return own;
        }
        List<Standing> standings = new ArrayList<>();
        Map<String, Verdict> seen = new HashMap<>();
        Deque<Standing> open = new ArrayDeque<>();
        open.add(new Standing(start, List.of(), CERTAIN));
        seen.put(start.id(), CERTAIN);
        while (!open.isEmpty()) {
            Standing standing = open.remove();
            if (!standing.path().isEmpty()) {
                DirectReach.Reach there = direct.of(standing.actor());
                Administration it = there.administration();
                if (it != null) {
                    Verdict verdict = standing.verdict().then(it.verdict());
                    if (administration == null || verdict.isSurerThan(administration.verdict())) {
                        administration = new Administration(it.ways(), verdict, standing.path());
                    }
                    if (verdict.isCertain()) {
                        return new DirectReach.Reach(administration, own.tenants());
                    }
                }
                there.tenants().forEach(way -> add(reached, way.after(standing.path(), standing.verdict())));
            }
            standings.add(standing);
            for (Standing other : standings) {
                moved(standing, other, reached).forEach(way -> add(reached, way));
                if (!other.actor().id().equals(standing.actor().id())) {
                    moved(other, standing, reached).forEach(way -> add(reached, way));
                }
            }
            for (Standing further : further(standing, standings)) {
                Verdict before = seen.get(further.actor().id());
                if (before == null || further.verdict().isSurerThan(before)) {
                    seen.put(further.actor().id(), further.verdict());
                    open.add(further);
                }
            }
        }
        Administration found = administration;
        return new DirectReach.Reach(
                administration,
                reached.stream()
                        .filter(one -> found == null
                                || one.path().isEmpty()
                                || one.verdict().isSurerThan(found.verdict()))
                        .toList());
    }

    private static void add(List<ReachedTenant> reached, ReachedTenant more) {
        boolean isNew = reached.stream()
                .noneMatch(known -> known.tenant().equals(more.tenant())
                        && known.way().harm().compareTo(more.way().harm()) <= 0
                        && !more.verdict().isSurerThan(known.verdict()));
        if (isNew) {
            reached.add(more);
        }
    }

    /** Who it can be next; what two standings can do together is asked when the later of them is there. */
    private List<Standing> further(Standing standing, List<Standing> standings) {
        List<Standing> all = new ArrayList<>(others(standing));
        for (Standing other : standings) {
            all.addAll(changed(standing, other));
            if (!other.actor().id().equals(standing.actor().id())) {
                all.addAll(changed(other, standing));
            }
        }
        return all;
    }

    private List<Standing> others(Standing standing) {
        List<Other> others = next.get(standing.actor().id());
        if (others == null) {
            others = new ArrayList<>();
            for (Actor other : outsiders.values()) {
                if (!other.arn().equals(standing.actor().arn()) && !isDeadEnd(other)) {
                    for (Edges.Crossing crossing : crossings(standing.actor(), other)) {
                        others.add(new Other(other, crossing));
                    }
                }
            }
            next.put(standing.actor().id(), others);
        }
        return others.stream()
                .map(other -> standing.then(other.actor(), other.crossing()))
                .toList();
    }

    private List<Edges.Crossing> crossings(Actor actor, Actor other) {
        RoleDetail role = account.roles().get(other.arn());
        UserDetail user = account.users().get(other.arn());
        return role != null ? edges.to(actor, role) : user != null ? edges.to(actor, user) : List.of();
    }

    /** Whether it leads nowhere to become that actor: it reaches no tenant, can make no step, and nobody who is no administrator changes it. */
    private boolean isDeadEnd(Actor actor) {
        if (deadEnds.contains(actor.id())) {
            return true;
        }
        boolean isDead = direct.of(actor).isNothing()
                && edges.possible(actor).isEmpty()
                && !isNamed(actor)
                && !isChangeable(actor);
        if (isDead) {
            deadEnds.add(actor.id());
        }
        return isDead;
    }

    private boolean isChangeable(Actor actor) {
        Holder holder = holder(actor);
        return holder != null
                && changing().stream()
                        .anyMatch(other -> !edges.onto(other, holder).isEmpty()
                                || (actor.isUser()
                                        && (!edges.groups(other).isEmpty()
                                                || (edges.mayMove(other) && direct.mayAssume(actor)))));
    }

    /** Those who may change somebody, without the administrators, whose chains end at themselves. */
    private List<Actor> changing() {
        List<Actor> known = changing;
        if (known == null) {
            known = outsiders.values().stream()
                    .filter(actor ->
                            edges.possible(actor).stream().anyMatch(edge -> edge.gives() != Edge.Gives.ANOTHER))
                    .filter(actor -> {
                        Administration administration = direct.of(actor).administration();
                        return administration == null
                                || !administration.verdict().isCertain();
                    })
                    .toList();
            changing = known;
        }
        return known;
    }

    /** Whether a role could let it in by its trust policy alone. */
    private boolean isNamed(Actor actor) {
        return outsiders.keySet().stream()
                .map(account.roles()::get)
                .anyMatch(role -> role != null && !role.arn().equals(actor.arn()) && direct.isNamed(actor, role));
    }

    /** What the one can make of the other: a member of more groups, somebody with all rights, somebody without a boundary. */
    private List<Standing> changed(Standing by, Standing of) {
        Holder holder = holder(of.actor());
        if (holder == null || edges.possible(by.actor()).isEmpty()) {
            return List.of();
        }
        Standing from = of.with(by);
        List<Standing> all = new ArrayList<>();
        for (Edges.Crossing crossing : edges.onto(by.actor(), holder)) {
            boolean widens = crossing.edge().gives() == Edge.Gives.ALL;
            if (widens || of.actor().hasBoundary()) {
                Actor more = widens
                        ? of.actor().with("all", List.of(EVERYTHING), Set.of())
                        : of.actor().unbounded("unbounded");
                all.add(from.then(by.actor(), more, crossing));
            }
        }
        if (of.actor().isUser()) {
            for (Edges.Crossing crossing : edges.groups(by.actor())) {
                GroupDetail group = account.groups().get(crossing.arn());
                if (group != null && !((UserDetail) holder).groups().contains(group.name())) {
                    AccountPrincipals.Held held = principals.of(group);
                    all.add(from.then(
                            by.actor(),
                            of.actor().with(group.name(), held.policies().keySet(), held.unreadable()),
                            crossing));
                }
            }
        }
        return all.stream()
                .filter(one -> !one.actor().id().equals(of.actor().id()))
                .toList();
    }

    /** The tenants that the one comes into after the other has moved it under their path, but for those that are reached for sure. */
    private List<ReachedTenant> moved(Standing by, Standing of, List<ReachedTenant> reached) {
        UserDetail user = account.users().get(of.actor().arn());
        if (user == null
                || !edges.mayMove(by.actor())
                || !direct.mayAssume(of.actor())
                || edges.move(by.actor(), user, null).isEmpty()) {
            return List.of();
        }
        Standing from = of.with(by);
        List<ReachedTenant> all = new ArrayList<>();
        for (TenantThings tenant : direct.tenants()) {
            boolean isKnown = reached.stream()
                    .anyMatch(one -> one.tenant().equals(tenant.tenant())
                            && one.way().harm() == Harm.COME_IN
                            && one.verdict().isCertain());
            if (!isKnown) {
                Actor there = of.actor().named(tenant.names().usersArn().replace("*", user.name()));
                edges.move(by.actor(), user, tenant)
                        .map(crossing -> from.then(by.actor(), there, crossing))
                        .ifPresent(standing -> direct.byTrust(there, tenant)
                                .forEach(way -> all.add(way.after(standing.path(), standing.verdict()))));
            }
        }
        return all;
    }

    private @Nullable Holder holder(Actor actor) {
        Holder role = account.roles().get(actor.arn());
        return role != null ? role : account.users().get(actor.arn());
    }
}
