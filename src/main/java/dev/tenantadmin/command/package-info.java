/** The root command and the list of commands. Each folder below holds a family of commands, what they compute and their reports. */
@NullMarked
package dev.tenantadmin.command;

import org.jspecify.annotations.NullMarked;
