/** A call to the sandbox and its caller, the errors that answer it, and the settings that all services share. Depends on the wire. */
@NullMarked
package dev.tenantadmin.sandbox.request;

import org.jspecify.annotations.NullMarked;
