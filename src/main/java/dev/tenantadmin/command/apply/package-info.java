/** Many tenants from a file: its fields, its reading, its schema, and the run that makes them side by side. */
@NullMarked
package dev.tenantadmin.command.apply;

import org.jspecify.annotations.NullMarked;
