/** A tenant as the user wants it. No I/O here or in the folders below. */
@NullMarked
package dev.tenantadmin.tenant;

import org.jspecify.annotations.NullMarked;
