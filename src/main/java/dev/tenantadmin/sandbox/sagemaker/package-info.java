/** The operations of SageMaker. It sees IAM, the store, the request and the wire. */
@NullMarked
package dev.tenantadmin.sandbox.sagemaker;

import org.jspecify.annotations.NullMarked;
