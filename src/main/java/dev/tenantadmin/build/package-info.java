/** What the build and the installer run: manual pages, and the rehearsal that records the caches for a fast start. */
@NullMarked
package dev.tenantadmin.build;

import org.jspecify.annotations.NullMarked;
