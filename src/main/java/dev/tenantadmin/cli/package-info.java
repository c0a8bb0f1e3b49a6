/** The command line: one class a subcommand, options shared as mixins, exit codes. No AWS types. */
@NullMarked
package dev.tenantadmin.cli;

import org.jspecify.annotations.NullMarked;
