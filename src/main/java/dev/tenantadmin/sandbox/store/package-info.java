/** The account's rows, in memory and in the state file. It sees the wire, whose forms they are written in. */
@NullMarked
package dev.tenantadmin.sandbox.store;

import org.jspecify.annotations.NullMarked;
