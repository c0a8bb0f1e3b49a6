package dev.tenantadmin.command.doctor;

import dev.tenantadmin.aws.iam.Simulator;
import dev.tenantadmin.policy.decision.Decision;
import dev.tenantadmin.policy.decision.PolicyType;
import dev.tenantadmin.reconcile.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The permissions that somebody lacks to create a tenant, by IAM's simulator.
 *
 * @param principal whose permissions are checked
 */
record CreationRights(Simulator simulator, String principal) {

    private static final int AT_ONCE = 20;

    /**
     * Why the simulator denies something.
     *
     * @param policies those that deny; empty if nothing allows
     */
    record Reason(Cause cause, SortedSet<String> policies) implements Comparable<Reason> {

        /** In order: the last is the one that no other policy can override. */
        enum Cause {
            NOTHING_ALLOWS,
            BOUNDARY,
            ORGANISATION,
            EXPLICIT
        }

        private static final Comparator<Reason> ORDER =
                Comparator.comparing(Reason::cause).thenComparing(reason -> String.join(", ", reason.policies));

        /** Of what the caller's own policies decided. */
        static Reason of(Decision decision) {
            if (decision.outcome() == Decision.Outcome.EXPLICIT_DENY) {
                SortedSet<String> policies = new TreeSet<>();
                decision.matched()
                        .forEach(matched -> policies.add(matched.source().id()));
                return new Reason(Cause.EXPLICIT, policies);
            }
            return new Reason(
                    decision.cause() == PolicyType.BOUNDARY ? Cause.BOUNDARY : Cause.NOTHING_ALLOWS, new TreeSet<>());
        }

        static Reason of(Simulator.Result result) {
            if (result.deniedByOrganisation()) {
                return new Reason(Cause.ORGANISATION, new TreeSet<>());
            }
            if (result.isExplicitDeny()) {
                return new Reason(Cause.EXPLICIT, new TreeSet<>(result.policies()));
            }
            return new Reason(result.deniedByBoundary() ? Cause.BOUNDARY : Cause.NOTHING_ALLOWS, new TreeSet<>());
        }

        /** The finding: {@code denies iam:CreateUser}. */
        String text(Collection<String> actions) {
            String denies = "denies " + String.join(", ", actions);
            return switch (cause) {
                case NOTHING_ALLOWS -> denies;
                case BOUNDARY -> denies + ", which the permissions boundary does not allow";
                case ORGANISATION -> denies + ", which the organisation's policies do not allow";
                case EXPLICIT ->
                    denies + " explicitly" + (policies.isEmpty() ? "" : ", by policy " + String.join(", ", policies));
            };
        }

        /** What to do about it. */
        String remedy(String principal) {
            return switch (cause) {
                case NOTHING_ALLOWS -> "allow these for " + principal;
                case BOUNDARY -> "allow these in the permissions boundary";
                case ORGANISATION -> "allow these in the service control policies";
                case EXPLICIT -> "remove these denies: no other policy can override them";
            };
        }

        @Override
        public int compareTo(Reason other) {
            return ORDER.compare(this, other);
        }
    }

    /** The denied actions of some requests, by reason. */
    SortedMap<Reason, SortedSet<String>> denied(Collection<CreationRequest> requests) {
        Map<Alike, SortedSet<String>> alike = new LinkedHashMap<>();
        requests.forEach(request ->
                alike.computeIfAbsent(Alike.of(request), key -> new TreeSet<>()).add(request.action()));
        SortedMap<Reason, SortedSet<String>> denied = new TreeMap<>();
        alike.forEach((question, actions) -> results(question, List.copyOf(actions))
                .filter(result -> !result.isAllowed())
                .forEach(result -> denied.computeIfAbsent(Reason.of(result), reason -> new TreeSet<>())
                        .add(result.action())));
        return denied;
    }

    /** What requests share that one call of the simulator can ask about. */
    private record Alike(String resource, Map<String, List<String>> keys) {

        static Alike of(CreationRequest request) {
            return new Alike(request.resource(), request.keys());
        }
    }

    private Stream<Simulator.Result> results(Alike question, List<String> actions) {
        List<Simulator.Result> all = new ArrayList<>();
        for (int from = 0; from < actions.size(); from += AT_ONCE) {
            List<String> some = actions.subList(from, Math.min(actions.size(), from + AT_ONCE));
            Simulator.Answers answers = simulator.ask(principal, some, List.of(question.resource()), question.keys());
            if (answers.refusal() != null) {
                throw new Failure(Failure.Kind.REFUSED, answers.refusal());
            }
            all.addAll(answers.results().values());
        }
        return all.stream();
    }
}
