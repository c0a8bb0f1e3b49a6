/** The accounts that the life-cycle contract runs against, what is recorded of their calls, and the faults that strike them. */
@NullMarked
package dev.tenantadmin.lifecycle.backend;

import org.jspecify.annotations.NullMarked;
