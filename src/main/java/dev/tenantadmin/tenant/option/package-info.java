/** What may be asked of a tenant, what is remembered of it, and in which form tags keep it. */
@NullMarked
package dev.tenantadmin.tenant.option;

import org.jspecify.annotations.NullMarked;
