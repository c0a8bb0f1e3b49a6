/** The composition root of tenant-admin. */
@NullMarked
package dev.tenantadmin;

import org.jspecify.annotations.NullMarked;
