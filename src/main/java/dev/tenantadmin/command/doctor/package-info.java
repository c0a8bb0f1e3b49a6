/** Checks whether creating a tenant would succeed. */
@NullMarked
package dev.tenantadmin.command.doctor;

import org.jspecify.annotations.NullMarked;
