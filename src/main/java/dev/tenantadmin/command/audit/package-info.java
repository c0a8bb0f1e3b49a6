/** The controls of AWS Security Hub, and what --fix changes. */
@NullMarked
package dev.tenantadmin.command.audit;

import org.jspecify.annotations.NullMarked;
