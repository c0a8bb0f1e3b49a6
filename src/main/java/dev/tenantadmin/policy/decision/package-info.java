/** What policies decide about one request, as IAM does. Depends on the language. */
@NullMarked
package dev.tenantadmin.policy.decision;

import org.jspecify.annotations.NullMarked;
