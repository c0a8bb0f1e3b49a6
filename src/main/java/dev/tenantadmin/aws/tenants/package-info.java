/** Tenants made of resources: the blueprint, plans to create, change, suspend and delete them, and lists of them. */
@NullMarked
package dev.tenantadmin.aws.tenants;

import org.jspecify.annotations.NullMarked;
