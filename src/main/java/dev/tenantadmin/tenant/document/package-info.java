/** A tenant's policy documents: making them, reading the settings back from them, and their sizes. */
@NullMarked
package dev.tenantadmin.tenant.document;

import org.jspecify.annotations.NullMarked;
