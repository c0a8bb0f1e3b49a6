/** IAM's policy language: documents read, checked and held as records. It sees nothing else of this program. */
@NullMarked
package dev.tenantadmin.policy.language;

import org.jspecify.annotations.NullMarked;
