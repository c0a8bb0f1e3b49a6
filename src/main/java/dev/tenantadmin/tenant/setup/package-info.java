/** What runs when a notebook starts. */
@NullMarked
package dev.tenantadmin.tenant.setup;

import org.jspecify.annotations.NullMarked;
