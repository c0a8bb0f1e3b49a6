/** An AWS account inside the process: every request decoded, checked, authorized and answered. It sees all of the sandbox and the policies. */
@NullMarked
package dev.tenantadmin.sandbox.server;

import org.jspecify.annotations.NullMarked;
