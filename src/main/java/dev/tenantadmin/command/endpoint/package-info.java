/** The commands about models behind endpoints. */
@NullMarked
package dev.tenantadmin.command.endpoint;

import org.jspecify.annotations.NullMarked;
