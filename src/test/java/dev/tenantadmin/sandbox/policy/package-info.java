@NullMarked
package dev.tenantadmin.sandbox.policy;

import org.jspecify.annotations.NullMarked;
