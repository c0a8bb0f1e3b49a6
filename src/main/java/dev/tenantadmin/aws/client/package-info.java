/** The SDK's clients, who calls with which rights, how fast, and what AWS's failures mean. Knows no resource. */
@NullMarked
package dev.tenantadmin.aws.client;

import org.jspecify.annotations.NullMarked;
