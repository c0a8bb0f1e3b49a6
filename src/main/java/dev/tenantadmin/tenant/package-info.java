/** A tenant as it is wanted. Pure, like the folders below it. */
@NullMarked
package dev.tenantadmin.tenant;

import org.jspecify.annotations.NullMarked;
