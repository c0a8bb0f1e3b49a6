/** Many tenants from a file: its keys, its reader, its schema, and the run that makes them in parallel. */
@NullMarked
package dev.tenantadmin.command.apply;

import org.jspecify.annotations.NullMarked;
