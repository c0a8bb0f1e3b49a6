/** What a tenant's principals are meant to be able to do, written from the design and not from their policies. Pure. */
@NullMarked
package dev.tenantadmin.tenant.permit;

import org.jspecify.annotations.NullMarked;
