@NullMarked
package dev.tenantadmin.policy.decision;

import org.jspecify.annotations.NullMarked;
