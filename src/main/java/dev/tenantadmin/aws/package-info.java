/** An AWS account as one command sees it. */
@NullMarked
package dev.tenantadmin.aws;

import org.jspecify.annotations.NullMarked;
