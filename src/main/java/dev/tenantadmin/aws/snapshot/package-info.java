/** The account read once for many tenants, and what is done for many at once. */
@NullMarked
package dev.tenantadmin.aws.snapshot;

import org.jspecify.annotations.NullMarked;
