/** The engine: observes the account, plans, and applies only the planned writes. Independent of AWS and the terminal. */
@NullMarked
package dev.tenantadmin.reconcile;

import org.jspecify.annotations.NullMarked;
