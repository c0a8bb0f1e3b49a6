package dev.tenantadmin.command.doctor;

import dev.tenantadmin.tenant.document.AdministratorPolicy;
import dev.tenantadmin.tenant.name.Names;
import dev.tenantadmin.tenant.name.NotebookName;
import dev.tenantadmin.tenant.name.PersonName;
import dev.tenantadmin.tenant.option.Options;
import dev.tenantadmin.tenant.option.Tags;
import dev.tenantadmin.tenant.option.TenantSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All requests of {@code create-tenant} for a tenant, so that someone with exactly the policy that {@code permissions create-tenant} prints may
 * make each.
 *
 * @param asked the options that create-tenant would be given
 */
record CreationRequests(Names tenant, TenantSpec asked) {

    /** Those that send tags (service authorization reference, "aws:RequestTag"). */
    private static final Set<String> TAGGING = Set.of(
            "iam:CreatePolicy",
            "iam:CreateRole",
            "iam:CreateUser",
            "iam:TagPolicy",
            "iam:TagRole",
            "iam:TagUser",
            "sagemaker:AddTags",
            "sagemaker:CreateNotebookInstance",
            "sagemaker:CreateNotebookInstanceLifecycleConfig");

    /** Those about a role's or user's boundary, or about one that has a boundary (service authorization reference, "iam:PermissionsBoundary"). */
    private static final Set<String> BOUNDED = Set.of(
            "iam:AttachRolePolicy",
            "iam:CreateRole",
            "iam:CreateUser",
            "iam:PutRolePermissionsBoundary",
            "iam:PutRolePolicy",
            "iam:PutUserPermissionsBoundary");

    private static final Set<String> ATTACHING = Set.of("iam:AttachGroupPolicy", "iam:AttachRolePolicy");

    /** Those that make what they are about: it has no tags yet. */
    private static final Set<String> CREATING = Set.of(
            "iam:CreatePolicy",
            "iam:CreateRole",
            "iam:CreateUser",
            "sagemaker:CreateNotebookInstance",
            "sagemaker:CreateNotebookInstanceLifecycleConfig");

    private static final Map<String, String> TAGGING_ACTIONS = Map.of(
            "notebook-instance", "CreateNotebookInstance",
            "notebook-instance-lifecycle-config", "CreateNotebookInstanceLifecycleConfig");

    private static final String IAM = "iam";

    /** The requests. */
    List<CreationRequest> all() {
        List<CreationRequest> all = new ArrayList<>();
        new AdministratorPolicy()
                .actions("create-tenant")
                .forEach((action, kinds) -> kinds.forEach(kind -> all.add(request(action, kind))));
        return all;
    }

    private CreationRequest request(String action, String kind) {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        keys.put("aws:RequestedRegion", List.of(region(action)));
        if (TAGGING.contains(action)) {
            keys.put(CreationRequest.TAG_KEYS, List.of());
        }
        if (action.equals("sagemaker:AddTags")) {
            keys.put("sagemaker:TaggingAction", List.of(TAGGING_ACTIONS.getOrDefault(kind, "")));
        }
        if (!CREATING.contains(action) && !kind.equals("*") && !kind.equals("group")) {
            keys.put(CreationRequest.RESOURCE_TAG + Tags.MANAGED_BY, List.of(Tags.TENANT_ADMIN));
        }
        if (BOUNDED.contains(action)) {
            keys.put(
                    CreationRequest.BOUNDARY,
                    List.of(asked.get(Options.PERMISSIONS_BOUNDARY).orElse(tenant.boundaryArn())));
        }
        if (ATTACHING.contains(action)) {
            keys.put("iam:PolicyARN", List.of(tenant.accessPolicyArn()));
        }
        if (action.equals("iam:PassRole")) {
            keys.put("iam:PassedToService", List.of("sagemaker.amazonaws.com"));
        }
        return new CreationRequest(action, resource(kind), keys).with(tags());
    }

    private Map<String, List<String>> tags() {
        Map<String, List<String>> tags = new TreeMap<>();
        asked.get(Options.TAGS).put().forEach((key, value) -> tags.put(tag(key), List.of(value)));
        tags.put(tag(Tags.TENANT), List.of(tenant.tenant().value()));
        tags.put(tag(Tags.MANAGED_BY), List.of(Tags.TENANT_ADMIN));
        return tags;
    }

    private static String tag(String key) {
        return CreationRequest.REQUEST_TAG + key;
    }

    /** IAM has one endpoint for all regions of a partition, in the first of them (IAM user guide, "endpoints and quotas"). */
    private String region(String action) {
        if (!action.startsWith(IAM + ":")) {
            return tenant.home().region();
        }
        return switch (tenant.home().partition()) {
            case "aws-cn" -> "cn-north-1";
            case "aws-us-gov" -> "us-gov-west-1";
            default -> "us-east-1";
        };
    }

    private String resource(String kind) {
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
}
