/** The operations of SageMaker. Depends on IAM, the store, the request and the wire. */
@NullMarked
package dev.tenantadmin.sandbox.sagemaker;

import org.jspecify.annotations.NullMarked;
