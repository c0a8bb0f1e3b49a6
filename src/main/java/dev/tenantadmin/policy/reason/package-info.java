/** What policies decide on all requests at once. It sees the language and the decision on one request. */
@NullMarked
package dev.tenantadmin.policy.reason;

import org.jspecify.annotations.NullMarked;
