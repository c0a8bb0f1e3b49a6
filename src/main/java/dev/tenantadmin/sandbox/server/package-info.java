/**
 * An AWS account inside the process: decodes, checks, authorizes and answers every request. Depends on the rest of the sandbox and on the
 * policies.
 */
@NullMarked
package dev.tenantadmin.sandbox.server;

import org.jspecify.annotations.NullMarked;
