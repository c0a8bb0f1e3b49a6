/** What is deployed behind a tenant's endpoint, and what the tenant allows of it. */
@NullMarked
package dev.tenantadmin.tenant.deployment;

import org.jspecify.annotations.NullMarked;
