/** Commands about notebooks: start, stop, url, credentials. */
@NullMarked
package dev.tenantadmin.command.notebook;

import org.jspecify.annotations.NullMarked;
