/** The root command, and which commands there are; a folder below for each family, with its commands, what they compute and their reports. */
@NullMarked
package dev.tenantadmin.command;

import org.jspecify.annotations.NullMarked;
