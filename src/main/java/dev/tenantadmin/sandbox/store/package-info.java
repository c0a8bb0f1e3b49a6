/** The account's rows, in memory and in the state file. Depends on the wire for their form. */
@NullMarked
package dev.tenantadmin.sandbox.store;

import org.jspecify.annotations.NullMarked;
