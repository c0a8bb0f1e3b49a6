/** A call to the sandbox and who makes it, the errors that answer it, and the settings that all services have in common. It sees the wire. */
@NullMarked
package dev.tenantadmin.sandbox.request;

import org.jspecify.annotations.NullMarked;
