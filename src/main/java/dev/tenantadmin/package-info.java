/** Puts tenant-admin together and runs it. */
@NullMarked
package dev.tenantadmin;

import org.jspecify.annotations.NullMarked;
