/** What all commands share: options, settings, the session, exit codes, errors. No AWS types. */
@NullMarked
package dev.tenantadmin.cli;

import org.jspecify.annotations.NullMarked;
