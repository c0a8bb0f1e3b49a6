package dev.tenantadmin.aws.iam;

import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.document.TenantDocument;

/** A resource with a policy document; its observation holds the actual document. */
public interface PolicyResource extends Resource {

    /** Which of the tenant's documents it holds. */
    TenantDocument kind();

    /** The same resource with this wanted document. */
    Resource saying(String document);
}
