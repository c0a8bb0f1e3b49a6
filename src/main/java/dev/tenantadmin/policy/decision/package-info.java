/** What policies decide on one request, as IAM does. It sees the language. */
@NullMarked
package dev.tenantadmin.policy.decision;

import org.jspecify.annotations.NullMarked;
