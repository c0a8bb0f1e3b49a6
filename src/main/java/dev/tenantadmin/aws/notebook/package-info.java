/** SageMaker notebook instances and their lifecycle configs: as resources, and their lives between states. */
@NullMarked
package dev.tenantadmin.aws.notebook;

import org.jspecify.annotations.NullMarked;
