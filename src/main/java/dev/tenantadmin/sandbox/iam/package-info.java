/**
 * The operations of IAM and STS, and the callers, roles and policies that other folders look up. Depends on the policies, the store, the
 * request and the wire.
 */
@NullMarked
package dev.tenantadmin.sandbox.iam;

import org.jspecify.annotations.NullMarked;
