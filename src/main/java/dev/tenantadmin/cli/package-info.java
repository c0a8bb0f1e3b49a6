/** What all commands share: options, settings, the session, exit codes and errors. Uses no AWS types. */
@NullMarked
package dev.tenantadmin.cli;

import org.jspecify.annotations.NullMarked;
