package dev.tenantadmin.command.doctor;

import dev.tenantadmin.aws.iam.Simulator;
import dev.tenantadmin.reconcile.Failure;
import dev.tenantadmin.tenant.document.AdministratorPolicy;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.option.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The permissions that somebody lacks to create a tenant, by IAM's simulator. The simulator gets the conditions of {@code create-tenant}'s
 * calls, so someone with exactly the policy that {@code permissions create-tenant} prints lacks nothing.
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

    /** The denied actions for a tenant with these names, by reason. */
    SortedMap<Reason, SortedSet<String>> denied(Names tenant) {
        Map<String, List<String>> byResource = new TreeMap<>();
        new AdministratorPolicy()
                .actions("create-tenant")
                .forEach((action, kinds) -> kinds.forEach(kind -> byResource
                        .computeIfAbsent(resource(kind, tenant), key -> new ArrayList<>())
                        .add(action)));
        SortedMap<Reason, SortedSet<String>> denied = new TreeMap<>();
        byResource.forEach((resource, actions) -> results(resource, actions, circumstances(tenant))
                .filter(result -> !result.isAllowed())
                .forEach(result -> denied.computeIfAbsent(Reason.of(result), reason -> new TreeSet<>())
                        .add(result.action())));
        return denied;
    }

    private Stream<Simulator.Result> results(
            String resource, List<String> actions, Map<String, List<String>> circumstances) {
        List<Simulator.Result> all = new ArrayList<>();
        for (int from = 0; from < actions.size(); from += AT_ONCE) {
            List<String> some = actions.subList(from, Math.min(actions.size(), from + AT_ONCE));
            Simulator.Answers answers = simulator.ask(principal, some, List.of(resource), circumstances);
            if (answers.refusal() != null) {
                throw new Failure(Failure.Kind.REFUSED, answers.refusal());
            }
            all.addAll(answers.results().values());
        }
        return all.stream();
    }

    private static String resource(String kind, Names tenant) {
        return switch (kind) {
            case "*" -> "*";
            case "policy" -> tenant.boundaryArn();
            case "role" -> tenant.executionRoleArn();
            case "group" -> tenant.groupArn();
            case "user" -> tenant.userArn(new PersonName("owner"));
            case "notebook-instance" -> tenant.sagemakerArn(kind, tenant.notebook(new NotebookName("main")));
            case "notebook-instance-lifecycle-config" -> tenant.sagemakerArn(kind, tenant.setup());
            default -> throw new IllegalStateException(kind);
        };
    }

    private static Map<String, List<String>> circumstances(Names tenant) {
        return Map.of(
                "iam:PermissionsBoundary",
                List.of(tenant.boundaryArn()),
                "iam:PolicyARN",
                List.of(tenant.accessPolicyArn()),
                "iam:PassedToService",
                List.of("sagemaker.amazonaws.com"),
                "aws:RequestTag/" + Tags.MANAGED_BY,
                List.of(Tags.TENANT_ADMIN),
                "aws:ResourceTag/" + Tags.MANAGED_BY,
                List.of(Tags.TENANT_ADMIN),
                "sagemaker:TaggingAction",
                List.of("CreateNotebookInstance"));
    }
}
