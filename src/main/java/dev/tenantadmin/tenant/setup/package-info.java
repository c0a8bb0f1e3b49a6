/** What runs when a notebook is created, and whenever it starts. */
@NullMarked
package dev.tenantadmin.tenant.setup;

import org.jspecify.annotations.NullMarked;
