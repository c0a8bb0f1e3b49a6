/** The output for people and scripts: text, JSON, the live line. */
@NullMarked
package dev.tenantadmin.cli.output;

import org.jspecify.annotations.NullMarked;
