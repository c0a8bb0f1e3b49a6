/** IAM's policy language: documents read and checked, requests decided. Nothing here knows the sandbox or the SDK. */
@NullMarked
package dev.tenantadmin.sandbox.policy;

import org.jspecify.annotations.NullMarked;
