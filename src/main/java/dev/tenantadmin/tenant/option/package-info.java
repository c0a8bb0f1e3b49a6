/** The options of a tenant, which of them are remembered, and how tags store them. */
@NullMarked
package dev.tenantadmin.tenant.option;

import org.jspecify.annotations.NullMarked;
