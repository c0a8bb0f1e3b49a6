package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.ReadTrust;
import dev.tenantadmin.policy.decision.PolicySet;
import dev.tenantadmin.policy.decision.PolicySource;
import dev.tenantadmin.policy.decision.Principal;
import dev.tenantadmin.policy.decision.PrincipalMatch;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Effect;
import dev.tenantadmin.policy.reason.Access;
import dev.tenantadmin.policy.reason.Possibility;
import dev.tenantadmin.policy.reason.Reasoner;
import dev.tenantadmin.tenant.name.Home;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ways that an actor can go into tenants by itself. */
final class DirectReach {

    private static final List<String> ASSUME = List.of("sts:AssumeRole");

    /** The ways that a trust policy decides, and all others. */
    private static final List<WayIn> BY_TRUST = WaysIn.ALL.stream()
            .filter(way -> way.firstNeeds().get(0).actions().equals(ASSUME))
            .toList();

    private static final List<WayIn> BY_POLICY =
            WaysIn.ALL.stream().filter(way -> !BY_TRUST.contains(way)).toList();

    private final List<TenantThings> tenants;
    private final Things things;
    private final Reasoner reasoner;
    private final Asking asking;
    private final Map<String, Reach> known = new HashMap<>();
    private final Map<List<Object>, Reach> decided = new HashMap<>();
    private final Map<String, Boolean> assuming = new HashMap<>();
    private final Map<String, Boolean> admitted = new HashMap<>();
    private final Map<String, ReadTrust> wanted = new HashMap<>();

    DirectReach(List<TenantThings> tenants, Things things, Reasoner reasoner) {
        this.tenants = tenants;
        this.things = things;
        this.reasoner = reasoner;
        this.asking = new Asking(reasoner);
        for (TenantThings tenant : tenants) {
            if (tenant.wantedTrust() != null) {
                wanted.put(tenant.tenant().value(), ReadTrust.of(tenant.wantedTrust()));
            }
        }
    }

    /**
     * What an actor reaches.
     *
     * @param administration null if it is no administrator of all tenants
     */
    record Reach(@Nullable Administration administration, List<ReachedTenant> tenants) {

        boolean isNothing() {
            return administration == null && tenants.isEmpty();
        }
    }

    /** Whether the options of a tenant admit that ARN to its access role. */
    boolean isExpected(TenantThings tenant, String arn) {
        ReadTrust trust = wanted.get(tenant.tenant().value());
        return trust != null && trust.admitted().stream().anyMatch(admission -> admission.matches(arn));
    }

    Reach of(Actor actor) {
        Reach reach = known.get(actor.id());
        if (reach == null) {
            reach = find(actor);
            known.put(actor.id(), reach);
        }
        return reach;
    }

    private Reach find(Actor actor) {
        Reach byPolicies = byPolicies(actor);
        Administration administration = byPolicies.administration();
        if (administration != null && administration.verdict().isCertain()) {
            return byPolicies;
        }
        Stream<ReachedTenant> byTrust = tenants.stream().flatMap(tenant -> byTrust(actor, tenant));
        return new Reach(
                administration,
                Stream.concat(byTrust, byPolicies.tenants().stream())
                        .filter(reached -> isWorthTelling(reached, administration))
                        .sorted(Comparator.comparingInt(reached -> WaysIn.ALL.indexOf(reached.way())))
                        .toList());
    }

    /** By the ways that a trust policy decides. */
    Stream<ReachedTenant> byTrust(Actor actor, TenantThings tenant) {
        return BY_TRUST.stream().flatMap(way -> through(actor, way, tenant).stream());
    }

    List<TenantThings> tenants() {
        return tenants;
    }

    /** Who is perhaps an administrator of all is perhaps able to do everything: what is left to say is what is certain. */
    private static boolean isWorthTelling(ReachedTenant reached, @Nullable Administration administration) {
        return administration == null || reached.verdict().isSurerThan(administration.verdict());
    }

    /** By all ways but those that a trust policy decides. */
    private Reach byPolicies(Actor actor) {
        List<Object> key = asking.whatDecides(actor);
        Reach reach = decided.get(key);
        if (reach == null) {
            reach = findByPolicies(actor);
            decided.put(key, reach);
        }
        return reach;
    }

    private Reach findByPolicies(Actor actor) {
        List<WayIn> ways = possible(actor);
        Map<WayIn, List<ReachedTenant>> found = new LinkedHashMap<>();
        ways.stream().filter(WayIn::administers).forEach(way -> found.put(way, through(actor, way)));
        Administration administration = administration(found);
        if (administration != null && administration.verdict().isCertain()) {
            return new Reach(administration, List.of());
        }
        ways.stream().filter(way -> !way.administers()).forEach(way -> found.put(way, through(actor, way)));
        return new Reach(
                administration,
                found.values().stream()
                        .flatMap(List::stream)
                        .filter(reached -> isWorthTelling(reached, administration))
                        .toList());
    }

    /** Those ways that lead to all tenants, the surest alone. */
    private @Nullable Administration administration(Map<WayIn, List<ReachedTenant>> found) {
        List<WayIn> ways = new ArrayList<>();
        Verdict best = null;
        for (Map.Entry<WayIn, List<ReachedTenant>> way : found.entrySet()) {
            if (way.getValue().size() < tenants.size()) {
                continue;
            }
            Verdict worst = way.getValue().stream()
                    .map(ReachedTenant::verdict)
                    .reduce((one, other) -> other.isSurerThan(one) ? one : other)
                    .orElseThrow();
            if (best == null || worst.isSurerThan(best)) {
                best = worst;
                ways.clear();
            }
            if (!best.isSurerThan(worst)) {
                ways.add(way.getKey());
            }
        }
        return best == null ? null : new Administration(ways, best, List.of());
    }

    /** The ways that the actor could go into any tenant, if there were one for it. */
    private List<WayIn> possible(Actor actor) {
        return isPossible(actor, BY_POLICY)
                ? BY_POLICY.stream()
                        .filter(way -> isPossible(actor, List.of(way)))
                        .toList()
                : List.of();
    }

    private boolean isPossible(Actor actor, List<WayIn> ways) {
        return !asking.isNone(
                actor,
                new Asking.Asked(
                        ways.stream()
                                .flatMap(way -> way.firstNeeds().stream())
                                .distinct()
                                .map(need -> Asking.statement(
                                        need.actions(),
                                        need.things().stream()
                                                .flatMap(thing -> things.anybodys(tenants, thing).stream())
                                                .toList()))
                                .filter(statement -> statement.resources() != null
                                        && !statement.resources().values().isEmpty())
                                .toList(),
                        Map.of(),
                        null));
    }

    private List<ReachedTenant> through(Actor actor, WayIn way) {
        return tenants.stream()
                .flatMap(tenant -> through(actor, way, tenant).stream())
                .toList();
    }

    /** The things of the tenant that the way leads to for sure, or else perhaps. */
    private Optional<ReachedTenant> through(Actor actor, WayIn way, TenantThings tenant) {
        Set<String> reached = new LinkedHashSet<>();
        Verdict best = null;
        for (List<Need> needs : way.alternatives()) {
            if (way.alternatives().size() > 1 && best != null && best.isCertain() && isOnOneThing(way)) {
                break;
            }
            for (Thing thing : needs.get(0).things()) {
                for (KnownThing target : things.of(tenant, thing)) {
                    Optional<Verdict> verdict = all(actor, tenant, needs, target);
                    if (verdict.isEmpty()) {
                        continue;
                    }
                    if (best == null || verdict.get().isSurerThan(best)) {
                        best = verdict.get();
                        reached.clear();
                    }
                    if (!best.isSurerThan(verdict.get())) {
                        reached.add(target.arn());
                    }
                }
            }
        }
        return best == null
                ? Optional.empty()
                : Optional.of(new ReachedTenant(
                        tenant.tenant(),
                        way,
                        List.copyOf(reached),
                        best,
                        List.of(),
                        BY_TRUST.contains(way) && isExpected(tenant, actor.arn())));
    }

    /** Whether further alternatives lead to nothing else. */
    private static boolean isOnOneThing(WayIn way) {
        return way.firstNeeds().stream()
                                .flatMap(need -> need.things().stream())
                                .distinct()
                                .count()
                        == 1
                && way.firstNeeds().get(0).things().get(0) != Thing.NOTEBOOK;
    }

    private Optional<Verdict> all(Actor actor, TenantThings tenant, List<Need> needs, KnownThing target) {
        Home home = tenant.names().home();
        Need first = needs.get(0);
        if (first.actions().equals(ASSUME)) {
            return assumes(actor, target);
        }
        if (first.things().contains(Thing.INSTANCE)) {
            return usesInstance(actor, first.actions(), target);
        }
        String service = first.keys().get(Runner.PASSED_TO);
        if (service != null
                && (!admits(target, service) || (Runner.needsProfile(needs) && !things.isInProfile(target.arn())))) {
            return Optional.empty();
        }
        List<Asked> chosen = new ArrayList<>();
        chosen.add(new Asked(first, target));
        for (Need next : needs.subList(1, needs.size())) {
            Optional<KnownThing> on = next.things().stream()
                    .flatMap(thing -> things.of(tenant, thing).stream())
                    .findFirst();
            if (on.isEmpty()) {
                return Optional.empty();
            }
            chosen.add(new Asked(next, on.get()));
        }
        Optional<Verdict> verdict = asking.all(
                actor, chosen.stream().map(asked -> asked.question(home)).toList());
        return service != null && target.trust() == null ? verdict.map(v -> unknownTrust(v, target)) : verdict;
    }

    /** Whether it could get onto instances that run as the role; whether there are such, the account's details do not tell. */
    Optional<Verdict> usesInstance(Actor actor, List<String> actions, KnownThing role) {
        if (!admits(role, Runner.EC2)) {
            return Optional.empty();
        }
        Home home = tenants.get(0).names().home();
        return asking.all(
                        actor,
                        List.of(new Asking.Asked(
                                List.of(Asking.statement(actions, Things.instancesByRegion(home))),
                                Map.of("aws:ResourceAccount", List.of(home.account())),
                                null)))
                .map(verdict -> verdict.then(new Verdict(
                        Certainty.PERHAPS,
                        Set.of("an instance that runs as role " + Arn.name(role.arn())),
                        verdict.witness())));
    }

    /** Not known to be certain, because the role's trust policy cannot be read. */
    static Verdict unknownTrust(Verdict verdict, KnownThing role) {
        return verdict.then(
                new Verdict(Certainty.PERHAPS, Set.of("the trust policy of " + role.arn()), verdict.witness()));
    }

    /** What is needed, on what. */
    private record Asked(Need need, KnownThing target) {

        Asking.Asked question(Home home) {
            Map<String, List<String>> keys = Things.keys(need.actions(), target);
            String region = Things.region(home, need);
            need.keys().forEach((key, value) -> keys.put(key, List.of(value)));
            if (region != null) {
                keys.put("aws:RequestedRegion", List.of(region));
            }
            return new Asking.Asked(List.of(Asking.statement(need.actions(), List.of(target.arn()))), keys, null);
        }
    }

    /** Whether it can assume the role; its own policies or the role's trust policy can be enough. */
    Optional<Verdict> assumes(Actor actor, KnownThing role) {
        PolicySource trust = role.trust();
        Asking.Asked asked =
                new Asking.Asked(List.of(Asking.statement(ASSUME, List.of(role.arn()))), role.keys(), trust);
        if (trust == null) {
            return asking.all(actor, List.of(asked)).map(verdict -> unknownTrust(verdict, role));
        }
        Verdict best = null;
        for (Actor session : sessions(actor, role)) {
            PrincipalMatch match = match(session, role);
            if (match == PrincipalMatch.NONE || (match == PrincipalMatch.ACCOUNT && !mayAssume(actor))) {
                continue;
            }
            Verdict verdict = asking.all(session, List.of(asked)).orElse(null);
            if (verdict != null && (best == null || verdict.isSurerThan(best))) {
                best = verdict;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whether its own policies could allow it to assume any role. */
    boolean mayAssume(Actor actor) {
        Boolean may = assuming.get(actor.id());
        if (may == null) {
            may = !asking.isNone(
                    actor,
                    new Asking.Asked(
                            List.of(Asking.statement(ASSUME, List.of("arn:*:iam::*:role/*"))), Map.of(), null));
            assuming.put(actor.id(), may);
        }
        return may;
    }

    /** A role's sessions bear the names that are chosen for them, also one that a trust policy admits. */
    private static List<Actor> sessions(Actor actor, KnownThing role) {
        List<Actor> sessions = new ArrayList<>();
        sessions.add(actor);
        PolicySource trust = role.trust();
        if (!actor.isUser() && trust != null) {
            String any = actor.principal().arn();
            String begin = any.substring(0, any.lastIndexOf('/') + 1);
            trust.policy().statements().stream()
                    .flatMap(statement -> statement.principals() == null
                            ? Stream.<String>of()
                            : statement.principals().named("AWS").stream())
                    .filter(name -> name.startsWith(begin) && !name.equals(any))
                    .distinct()
                    .forEach(name -> sessions.add(actor.inSession(name)));
        }
        return sessions;
    }

    /** Whether the role's trust policy names it, or a session of it, so that it needs no policy of its own. */
    boolean isNamed(Actor actor, RoleDetail role) {
        return isNamed(actor, things.of(role));
    }

    private static boolean isNamed(Actor actor, KnownThing role) {
        return sessions(actor, role).stream()
                .anyMatch(session -> match(session, role).compareTo(PrincipalMatch.ACCOUNT) > 0);
    }

    /** How closely the role's trust policy names the actor where it allows. */
    private static PrincipalMatch match(Actor actor, KnownThing role) {
        PrincipalMatch closest = PrincipalMatch.NONE;
        PolicySource trust = role.trust();
        if (trust != null) {
            for (var statement : trust.policy().statements()) {
                if (statement.effect() == Effect.ALLOW && statement.principals() != null) {
                    PrincipalMatch match = PrincipalMatch.of(statement.principals(), actor.principal());
                    closest = match.compareTo(closest) > 0 ? match : closest;
                }
            }
        }
        return closest;
    }

    /** Whether a service could assume the role if it is told to. */
    boolean admits(KnownThing role, String service) {
        PolicySource trust = role.trust();
        return trust == null
                || admitted.computeIfAbsent(role.arn() + " " + service, none -> {
                    Access access = new Access(
                            Principal.service(service),
                            Map.of(
                                    "aws:SourceAccount",
                                    List.of(Arn.of(role.arn()).account()),
                                    "aws:PrincipalIsAWSService",
                                    List.of("true")),
                            PolicySet.of(List.of()).withTrust(trust));
                    return !(reasoner.among(
                                    access,
                                    List.of(new Asking.Asked(
                                                    List.of(Asking.statement(ASSUME, List.of(role.arn()))),
                                                    Map.of(),
                                                    null)
                                            .question()))
                            instanceof Possibility.None);
                });
    }
}
