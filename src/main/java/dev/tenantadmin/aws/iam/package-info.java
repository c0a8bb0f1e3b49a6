/** IAM: one class for each kind of resource, the comparison of policies, and readings of the account's principals. */
@NullMarked
package dev.tenantadmin.aws.iam;

import org.jspecify.annotations.NullMarked;
