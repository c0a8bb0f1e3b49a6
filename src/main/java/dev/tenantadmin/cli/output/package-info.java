/** What a person or a script reads: text, JSON, the live line. */
@NullMarked
package dev.tenantadmin.cli.output;

import org.jspecify.annotations.NullMarked;
