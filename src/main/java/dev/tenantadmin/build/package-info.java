/** What the build and the installer run: manual pages, and the training run for the start-up caches. */
@NullMarked
package dev.tenantadmin.build;

import org.jspecify.annotations.NullMarked;
