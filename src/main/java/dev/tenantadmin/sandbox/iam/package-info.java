/** The operations of IAM and STS, and what they tell others of callers, roles and policies. It sees the policies, the store, the request and the wire. */
@NullMarked
package dev.tenantadmin.sandbox.iam;

import org.jspecify.annotations.NullMarked;
