/** IAM: one class for each kind of resource, what a policy is compared by, and readings of the account's principals. */
@NullMarked
package dev.tenantadmin.aws.iam;

import org.jspecify.annotations.NullMarked;
