/** The embedded AWS, served and emptied. */
@NullMarked
package dev.tenantadmin.command.sandbox;

import org.jspecify.annotations.NullMarked;
