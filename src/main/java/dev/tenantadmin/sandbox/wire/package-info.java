/** The wire protocols of the sandbox, driven by the SDK's own description of its types. */
@NullMarked
package dev.tenantadmin.sandbox.wire;

import org.jspecify.annotations.NullMarked;
