/** The engine: observe the account, plan, apply only the writes that the plan names. Knows no AWS and no terminal. */
@NullMarked
package dev.tenantadmin.reconcile;

import org.jspecify.annotations.NullMarked;
