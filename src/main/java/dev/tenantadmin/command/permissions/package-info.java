/** The policy that an administrator needs. */
@NullMarked
package dev.tenantadmin.command.permissions;

import org.jspecify.annotations.NullMarked;
