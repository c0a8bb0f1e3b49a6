/** Tenants made of the resources below: the blueprint, plans to make, change, suspend and delete them, and lists of them. */
@NullMarked
package dev.tenantadmin.aws.tenants;

import org.jspecify.annotations.NullMarked;
