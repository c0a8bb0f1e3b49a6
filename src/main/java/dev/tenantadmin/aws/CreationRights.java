package dev.tenantadmin.aws;

import dev.tenantadmin.tenant.AdministratorPolicy;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.NotebookName;
import dev.tenantadmin.tenant.PersonName;
import dev.tenantadmin.tenant.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.Statement;

/**
 * What somebody lacks to create a tenant, by IAM's simulator. It is asked under the circumstances in which {@code create-tenant} makes its
 * calls, so whoever has exactly the policy that {@code permissions create-tenant} prints lacks nothing.
 *
 * @param principal whose rights are looked at
 */
record CreationRights(IamClient iam, String principal) {

    private static final int AT_ONCE = 20;

    /**
     * Why the simulator denies something.
     *
     * @param policies those that deny, empty where nothing allows
     */
    record Reason(Cause cause, SortedSet<String> policies) implements Comparable<Reason> {

        /** Of several, the one that no other policy can make up for comes last. */
        enum Cause {
            NOTHING_ALLOWS,
            BOUNDARY,
            ORGANISATION,
            EXPLICIT
        }

        private static final Comparator<Reason> ORDER =
                Comparator.comparing(Reason::cause).thenComparing(reason -> String.join(", ", reason.policies));

        static Reason of(EvaluationResult result) {
            if (result.organizationsDecisionDetail() != null
                    && Boolean.FALSE.equals(result.organizationsDecisionDetail().allowedByOrganizations())) {
                return new Reason(Cause.ORGANISATION, new TreeSet<>());
            }
            if (result.evalDecision() == PolicyEvaluationDecisionType.EXPLICIT_DENY) {
                return new Reason(
                        Cause.EXPLICIT,
                        result.matchedStatements().stream()
                                .map(Statement::sourcePolicyId)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
            boolean byBoundary = result.permissionsBoundaryDecisionDetail() != null
                    && Boolean.FALSE.equals(
                            result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary());
            return new Reason(byBoundary ? Cause.BOUNDARY : Cause.NOTHING_ALLOWS, new TreeSet<>());
        }

        /** What is found: {@code denies iam:CreateUser}. */
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
                case NOTHING_ALLOWS -> "have these allowed to " + principal;
                case BOUNDARY -> "have the permissions boundary allow these";
                case ORGANISATION -> "have the service control policies allow these";
                case EXPLICIT -> "have these denies taken out: what one policy denies no other can allow";
            };
        }

        @Override
        public int compareTo(Reason other) {
            return ORDER.compare(this, other);
        }
    }

    /** The actions that are denied, for a tenant of these names, by why. */
    SortedMap<Reason, SortedSet<String>> denied(Names tenant) {
        Map<String, List<String>> byResource = new TreeMap<>();
        new AdministratorPolicy()
                .actions("create-tenant")
                .forEach((action, kinds) -> kinds.forEach(kind -> byResource
                        .computeIfAbsent(resource(kind, tenant), key -> new ArrayList<>())
                        .add(action)));
        SortedMap<Reason, SortedSet<String>> denied = new TreeMap<>();
        byResource.forEach((resource, actions) -> results(resource, actions, circumstances(tenant))
                .filter(result -> result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
                .forEach(result -> denied.computeIfAbsent(Reason.of(result), reason -> new TreeSet<>())
                        .add(result.evalActionName())));
        return denied;
    }

    private Stream<EvaluationResult> results(String resource, List<String> actions, List<ContextEntry> circumstances) {
        List<EvaluationResult> all = new ArrayList<>();
        for (int from = 0; from < actions.size(); from += AT_ONCE) {
            List<String> some = actions.subList(from, Math.min(actions.size(), from + AT_ONCE));
            iam.simulatePrincipalPolicyPaginator(r -> r.policySourceArn(principal)
                            .actionNames(some)
                            .resourceArns(resource)
                            .contextEntries(circumstances))
                    .evaluationResults()
                    .forEach(all::add);
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

    private static List<ContextEntry> circumstances(Names tenant) {
        return List.of(
                entry("iam:PermissionsBoundary", tenant.boundaryArn()),
                entry("iam:PolicyARN", tenant.accessPolicyArn()),
                entry("iam:PassedToService", "sagemaker.amazonaws.com"),
                entry("aws:RequestTag/" + Tags.MANAGED_BY, Tags.TENANT_ADMIN),
                entry("aws:ResourceTag/" + Tags.MANAGED_BY, Tags.TENANT_ADMIN),
                entry("sagemaker:TaggingAction", "CreateNotebookInstance"));
    }

    private static ContextEntry entry(String key, String value) {
        return ContextEntry.builder()
                .contextKeyName(key)
                .contextKeyType(ContextKeyTypeEnum.STRING)
                .contextKeyValues(value)
                .build();
    }
}
