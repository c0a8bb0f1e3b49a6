/** Help, completion scripts and manual pages, made from the command model alone. */
@NullMarked
package dev.tenantadmin.cli.reference;

import org.jspecify.annotations.NullMarked;
