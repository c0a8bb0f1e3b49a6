/** Text files: reading them as UTF-8, and why one cannot be read. */
@NullMarked
package dev.tenantadmin.file;

import org.jspecify.annotations.NullMarked;
