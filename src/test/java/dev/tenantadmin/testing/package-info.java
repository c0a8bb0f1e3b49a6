/** What the tests of all packages share. */
@NullMarked
package dev.tenantadmin.testing;

import org.jspecify.annotations.NullMarked;
