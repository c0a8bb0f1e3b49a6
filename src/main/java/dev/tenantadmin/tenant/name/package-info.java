/** Names and places: all names of a tenant, and its home. */
@NullMarked
package dev.tenantadmin.tenant.name;

import org.jspecify.annotations.NullMarked;
