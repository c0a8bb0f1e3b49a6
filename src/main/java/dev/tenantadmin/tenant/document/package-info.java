/** A tenant's policy documents: what makes them, what reads the settings back out of them, and their sizes. */
@NullMarked
package dev.tenantadmin.tenant.document;

import org.jspecify.annotations.NullMarked;
