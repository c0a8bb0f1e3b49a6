package dev.tenantadmin.aws;

import dev.tenantadmin.tenant.AdministratorPolicy;
import dev.tenantadmin.tenant.Names;
import dev.tenantadmin.tenant.NotebookName;
import dev.tenantadmin.tenant.PersonName;
import dev.tenantadmin.tenant.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/**
 * What somebody lacks to create a tenant, by IAM's simulator. It is asked under the circumstances in which {@code create-tenant} makes its
 * calls, so whoever has exactly the policy that {@code permissions create-tenant} prints lacks nothing.
 *
 * @param principal whose rights are looked at
 */
record CreationRights(IamClient iam, String principal) {

    private static final int AT_ONCE = 20;

    /** The actions that are denied, for a tenant of these names. */
    List<String> missing(Names tenant) {
        Map<String, List<String>> byResource = new TreeMap<>();
        new AdministratorPolicy()
                .actions("create-tenant")
                .forEach((action, kinds) -> kinds.forEach(kind -> byResource
                        .computeIfAbsent(resource(kind, tenant), key -> new ArrayList<>())
                        .add(action)));
        return byResource.entrySet().stream()
                .flatMap(entry -> denied(entry.getKey(), entry.getValue(), circumstances(tenant)).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private List<String> denied(String resource, List<String> actions, List<ContextEntry> circumstances) {
        List<String> denied = new ArrayList<>();
        for (int from = 0; from < actions.size(); from += AT_ONCE) {
            List<String> some = actions.subList(from, Math.min(actions.size(), from + AT_ONCE));
            iam
                    .simulatePrincipalPolicyPaginator(r -> r.policySourceArn(principal)
                            .actionNames(some)
                            .resourceArns(resource)
                            .contextEntries(circumstances))
                    .evaluationResults()
                    .stream()
                    .filter(result -> result.evalDecision() != PolicyEvaluationDecisionType.ALLOWED)
                    .map(EvaluationResult::evalActionName)
                    .forEach(denied::add);
        }
        return denied;
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
