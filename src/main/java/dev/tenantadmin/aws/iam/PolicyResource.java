package dev.tenantadmin.aws.iam;

import dev.tenantadmin.reconcile.Resource;
import dev.tenantadmin.tenant.document.TenantDocument;

/** A resource with a policy document; what it observes holds the document as it stands. */
public interface PolicyResource extends Resource {

    /** Which of the tenant's documents it is. */
    TenantDocument kind();

    /** The same resource, of which this document is wanted. */
    Resource saying(String document);
}
