/** Names and places: what every name of a tenant derives from, and where its home is. */
@NullMarked
package dev.tenantadmin.tenant.name;

import org.jspecify.annotations.NullMarked;
