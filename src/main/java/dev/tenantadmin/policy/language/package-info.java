/** IAM's policy language: reads and checks documents and keeps them as records. Depends on nothing else in this program. */
@NullMarked
package dev.tenantadmin.policy.language;

import org.jspecify.annotations.NullMarked;
