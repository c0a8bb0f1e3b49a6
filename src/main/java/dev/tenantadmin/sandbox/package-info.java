/** An AWS inside the process: IAM, STS and SageMaker behind an SDK HTTP client. */
@NullMarked
package dev.tenantadmin.sandbox;

import org.jspecify.annotations.NullMarked;
