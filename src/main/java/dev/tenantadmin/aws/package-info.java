/** The account behind the AWS SDK: clients, one class a kind of resource, and the tenant's blueprint made of them. */
@NullMarked
package dev.tenantadmin.aws;

import org.jspecify.annotations.NullMarked;
