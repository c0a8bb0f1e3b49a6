package dev.tenantadmin.command.verify.outsider;

import dev.tenantadmin.aws.iam.AccountDetails;
import dev.tenantadmin.aws.iam.AccountDetails.Holder;
import dev.tenantadmin.aws.iam.AccountDetails.RoleDetail;
import dev.tenantadmin.aws.iam.AccountDetails.UserDetail;
import dev.tenantadmin.policy.language.Arn;
import dev.tenantadmin.policy.language.Statement;
import dev.tenantadmin.tenant.name.Home;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which steps of {@link Edge} an actor can make. */
final class Edges {

    private final AccountDetails account;
    private final Home home;
    private final Things things;
    private final Asking asking;
    private final DirectReach direct;
    private final Map<String, List<Edge>> possible = new HashMap<>();

    /** @param home where any of the tenants is */
    Edges(AccountDetails account, Home home, Things things, Asking asking, DirectReach direct) {
        this.account = account;
        this.home = home;
        this.things = things;
        this.asking = asking;
        this.direct = direct;
    }

    /** The step, done to one thing. */
    record Crossing(Edge edge, String arn, Verdict verdict) {

        String words() {
            return edge.words() + " " + Arn.name(arn);
        }
    }

    /** Those that it could make if there is something for it; trust policies that name it are not considered. */
    List<Edge> possible(Actor actor) {
        List<Edge> known = possible.get(actor.id());
        if (known == null) {
            known = isPossible(actor, Edge.ALL)
                    ? Edge.ALL.stream()
                            .filter(edge -> isPossible(actor, List.of(edge)))
                            .toList()
                    : List.of();
            possible.put(actor.id(), known);
        }
        return known;
    }

    private boolean isPossible(Actor actor, List<Edge> edges) {
        List<Statement> any = edges.stream()
                .map(edge -> Asking.statement(edge.actions(), List.of(edge.anybodys(home))))
                .toList();
        return !asking.isNone(actor, new Asking.Asked(any, Map.of(), null));
    }

    private boolean isPossible(Actor actor, Edge edge) {
        return possible(actor).contains(edge);
    }

    /** How the actor becomes a role. */
    List<Crossing> to(Actor actor, RoleDetail role) {
        KnownThing target = things.of(role);
        List<Crossing> all = new ArrayList<>();
        for (Edge edge : Edge.ALL) {
            if (edge.gives() == Edge.Gives.ANOTHER && (edge.on() == Edge.On.ROLE || edge.on() == Edge.On.INSTANCE)) {
                Optional<Verdict> verdict;
                if (edge.actions().contains("sts:AssumeRole")) {
                    verdict = direct.assumes(actor, target);
                } else if (!isPossible(actor, edge)) {
                    continue;
                } else if (edge.id().equals(Edge.PASS)) {
                    verdict = passes(actor, target);
                } else if (edge.on() == Edge.On.INSTANCE) {
                    verdict = things.isInProfile(role.arn())
                            ? direct.usesInstance(actor, edge.actions(), target)
                            : Optional.empty();
                } else {
                    verdict = asking.all(actor, List.of(asked(edge.actions(), target, Map.of())));
                }
                verdict.ifPresent(found -> all.add(new Crossing(edge, role.arn(), found)));
            }
        }
        return all;
    }

    private Optional<Verdict> passes(Actor actor, KnownThing role) {
        Verdict best = null;
        for (Runner runner : Runner.ALL) {
            if (!direct.admits(role, runner.service()) || (runner.needsProfile() && !things.isInProfile(role.arn()))) {
                continue;
            }
            List<Asking.Asked> questions = new ArrayList<>();
            questions.add(asked(List.of("iam:PassRole"), role, Map.of(Runner.PASSED_TO, List.of(runner.service()))));
            for (Need call : runner.calls()) {
                boolean isNew = call.things().contains(Thing.ANYTHING_NEW);
                questions.add(asked(call.actions(), Things.anything(isNew), Map.of()));
            }
            Verdict verdict = asking.all(actor, questions).orElse(null);
            if (verdict != null && (best == null || verdict.isSurerThan(best))) {
                best = verdict;
            }
            if (best != null && best.isCertain()) {
                break;
            }
        }
        return Optional.ofNullable(best)
                .map(found -> role.trust() == null ? DirectReach.unknownTrust(found, role) : found);
    }

    private Asking.Asked asked(List<String> actions, KnownThing target, Map<String, List<String>> more) {
        Map<String, List<String>> keys = Things.keys(actions, target);
        keys.putAll(more);
        if (actions.get(0).startsWith("iam:") && !actions.contains("iam:PassRole")) {
            keys.put("aws:RequestedRegion", List.of(Things.iamRegion(home)));
        }
        return new Asking.Asked(List.of(Asking.statement(actions, List.of(target.arn()))), keys, null);
    }

    /** How the actor becomes a user. */
    List<Crossing> to(Actor actor, UserDetail user) {
        return Edge.ALL.stream()
                .filter(edge -> edge.gives() == Edge.Gives.ANOTHER && edge.on() == Edge.On.USER)
                .flatMap(edge -> crossing(actor, edge, Things.entity(user.arn(), user.tags(), user.boundary())))
                .toList();
    }

    /** Whether it could give a user another path and name. */
    boolean mayMove(Actor actor) {
        return possible(actor).stream().anyMatch(edge -> edge.gives() == Edge.Gives.NAME);
    }

    /**
     * How the actor moves a user under a tenant's path. IAM asks about both names (IAM API reference, UpdateUser).
     *
     * @param tenant null if it is enough to know whether it may take that user away
     */
    Optional<Crossing> move(Actor actor, UserDetail user, @Nullable TenantThings tenant) {
        KnownThing from = Things.entity(user.arn(), user.tags(), user.boundary());
        for (Edge edge : possible(actor)) {
            if (edge.gives() == Edge.Gives.NAME) {
                List<Asking.Asked> questions = new ArrayList<>();
                questions.add(asked(edge.actions(), from, Map.of()));
                if (tenant != null) {
                    List<KnownThing> to = things.of(tenant, Thing.NEW_USER);
                    if (to.isEmpty()) {
                        return Optional.empty();
                    }
                    questions.add(asked(edge.actions(), to.get(0), Map.of()));
                }
                return asking.all(actor, questions).map(verdict -> new Crossing(edge, user.arn(), verdict));
            }
        }
        return Optional.empty();
    }

    /** The groups to which it can add users. */
    List<Crossing> groups(Actor actor) {
        return Edge.ALL.stream()
                .filter(edge -> edge.gives() == Edge.Gives.GROUP && isPossible(actor, edge))
                .flatMap(edge -> account.groups().values().stream()
                        .filter(group -> !Outsiders.isTenants(group.path()))
                        .flatMap(group -> crossing(actor, edge, Things.entity(group.arn(), Map.of(), null))))
                .toList();
    }

    /** How the actor gives a principal all rights within its boundary, or takes the boundary away. */
    List<Crossing> onto(Actor actor, Holder holder) {
        return Edge.ALL.stream()
                .filter(edge -> edge.gives() == Edge.Gives.ALL || edge.gives() == Edge.Gives.NO_BOUNDARY)
                .filter(edge -> isPossible(actor, edge))
                .flatMap(edge -> on(edge, holder).flatMap(target -> crossing(actor, edge, target)))
                .toList();
    }

    private Stream<KnownThing> on(Edge edge, Holder holder) {
        return switch (edge.on()) {
            case INSTANCE -> Stream.of();
            case ROLE ->
                holder instanceof RoleDetail role
                        ? Stream.of(Things.entity(role.arn(), role.tags(), role.boundary()))
                        : Stream.of();
            case USER ->
                holder instanceof UserDetail user
                        ? Stream.of(Things.entity(user.arn(), user.tags(), user.boundary()))
                        : Stream.of();
            case GROUP, GROUP_OF_USER ->
                groupsOf(holder).stream().map(group -> Things.entity(group.arn(), Map.of(), null));
            case ATTACHED_POLICY -> policies(holder).stream().map(this::policy);
            case BOUNDARY_POLICY -> Stream.ofNullable(boundary(holder)).map(this::policy);
        };
    }

    private List<AccountDetails.GroupDetail> groupsOf(Holder holder) {
        return holder instanceof UserDetail user
                ? user.groups().stream()
                        .flatMap(name -> account.group(name).stream())
                        .toList()
                : List.of();
    }

    /** Without those of AWS, which nobody changes. */
    private Set<String> policies(Holder holder) {
        Set<String> all = new TreeSet<>(holder.attached());
        groupsOf(holder).forEach(group -> all.addAll(group.attached()));
        all.removeIf(arn -> !Arn.of(arn).account().equals(home.account()));
        return all;
    }

    private static @Nullable String boundary(Holder holder) {
        if (holder instanceof RoleDetail role) {
            return role.boundary();
        }
        return holder instanceof UserDetail user ? user.boundary() : null;
    }

    /** Its tags are not known. */
    private KnownThing policy(String arn) {
        return new KnownThing(arn, Map.of("aws:ResourceAccount", List.of(home.account())), null);
    }

    private Stream<Crossing> crossing(Actor actor, Edge edge, KnownThing target) {
        return isPossible(actor, edge)
                ? asking
                        .all(actor, List.of(asked(edge.actions(), target, keys(edge))))
                        .map(verdict -> new Crossing(edge, target.arn(), verdict))
                        .stream()
                : Stream.of();
    }

    /** Whoever may attach some policies alone, which may be harmless, does not get all rights by it. */
    private Map<String, List<String>> keys(Edge edge) {
        return edge.gives() == Edge.Gives.ALL
                ? Map.of(
                        "iam:PolicyARN",
                        List.of(Arn.iam(home.partition(), "aws", "policy/AdministratorAccess")
                                .toString()))
                : Map.of();
    }
}
