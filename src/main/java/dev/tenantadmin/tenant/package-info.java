/** The model of a tenant: its names, what is wanted of it, and its policy documents. Pure records and functions. */
@NullMarked
package dev.tenantadmin.tenant;

import org.jspecify.annotations.NullMarked;
