/** The proof of isolation: what the account shows, what the simulator answers, and the report. */
@NullMarked
package dev.tenantadmin.command.verify;

import org.jspecify.annotations.NullMarked;
