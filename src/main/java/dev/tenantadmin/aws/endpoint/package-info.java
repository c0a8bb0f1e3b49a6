/** What a tenant runs besides notebooks: jobs, models, endpoints. */
@NullMarked
package dev.tenantadmin.aws.endpoint;

import org.jspecify.annotations.NullMarked;
