package dev.tenantadmin.aws.tenants;

import dev.tenantadmin.aws.notebook.NotebookSummary;
import dev.tenantadmin.tenant.name.TenantName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as List calls show it.
 *
 * @param pathPrefix what stands before our part of its IAM path
 * @param suspended whether access is blocked until it is resumed
 * @param missing what of the resources that every tenant has is not there; empty for a complete tenant
 * @param created when its oldest policy was made; null where no policy is left
 * @param users the names of its users, such as {@code acme--alice}
 */
public record TenantSummary(
        TenantName tenant,
        String region,
        String pathPrefix,
        boolean suspended,
        List<String> missing,
        List<String> users,
        List<NotebookSummary> notebooks,
        @Nullable Instant created) {}
