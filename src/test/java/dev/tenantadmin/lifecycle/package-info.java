/**
 * The commands from end to end, as a user runs them: one contract that holds on every backend, and on the sandbox, whose door can be
 * watched and barred, how many calls they take and what becomes of them when they are interrupted.
 */
@NullMarked
package dev.tenantadmin.lifecycle;

import org.jspecify.annotations.NullMarked;
