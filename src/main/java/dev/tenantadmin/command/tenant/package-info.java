/** Commands about one tenant or its people: create, delete, describe, list, suspend, resume, add and remove users. */
@NullMarked
package dev.tenantadmin.command.tenant;

import org.jspecify.annotations.NullMarked;
